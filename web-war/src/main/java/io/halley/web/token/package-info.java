/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Adding a token to a key.
 *
 * <p>May call {@code route} and {@code http}. Must not know how tokens are kept.
 */
@NullMarked
package io.halley.web.token;

import org.jspecify.annotations.NullMarked;
