/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What clients need in order to connect to their comet node: its address, the time in message ids
 * for those that begin to listen now, and a token.
 *
 * <p>May call {@code route}, {@code json} and {@code http}. Must not know how tokens are kept.
 */
@NullMarked
package io.halley.web.connect;

import org.jspecify.annotations.NullMarked;
