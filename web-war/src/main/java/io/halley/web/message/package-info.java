/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Stored messages: handing them out and deleting them.
 *
 * <p>Owns the two forms of a list of messages. May call {@code json} and {@code http}, and the
 * message service. Must not know of comet nodes.
 */
@NullMarked
package io.halley.web.message;

import org.jspecify.annotations.NullMarked;
