/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How this node speaks HTTP: parameters in, answers out, and who may ask for what on which
 * listener.
 *
 * <p>Owns the result codes, the dress of an answer (dialect, callback, headers), the catalogue of
 * paths and the guard in front of them. May call {@code json}. Must not know what a path does.
 */
@NullMarked
package io.halley.web.http;

import org.jspecify.annotations.NullMarked;
