/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The time in message ids, for clients that begin to listen now.
 *
 * <p>May call {@code http} and {@code json}.
 */
@NullMarked
package io.halley.web.time;

import org.jspecify.annotations.NullMarked;
