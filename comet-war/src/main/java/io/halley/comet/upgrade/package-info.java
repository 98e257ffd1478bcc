/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands before the container's WebSocket implementation, Tyrus, and between it and the
 * client: which requests may upgrade, when bytes are read, how long a frame may be, and when the
 * client's connection has ended.
 *
 * <p>Owns the knowledge of Tyrus and of the container's HTTP server, Grizzly. May call the edge's
 * sessions; knows nothing of the protocol above WebSocket.
 */
@NullMarked
package io.halley.comet.upgrade;

import org.jspecify.annotations.NullMarked;
