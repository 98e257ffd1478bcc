/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Telling a client the address of its comet node.
 *
 * <p>May call {@code route}, {@code json} and {@code http}.
 */
@NullMarked
package io.halley.web.server;

import org.jspecify.annotations.NullMarked;
