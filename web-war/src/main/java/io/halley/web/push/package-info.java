/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Pushing one message to one key or to many.
 *
 * <p>Owns how keys are grouped and what a failed key means. May call {@code route}, {@code json}
 * and {@code http}. Must not know how a node is reached.
 */
@NullMarked
package io.halley.web.push;

import org.jspecify.annotations.NullMarked;
