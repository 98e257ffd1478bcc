/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The WebSocket edge on Netty: the subscribe parameters in the request's query, then a text frame a
 * heartbeat. May call sessions and what the Netty edges share; knows nothing of channels.
 */
@NullMarked
package io.halley.comet.websocket;

import org.jspecify.annotations.NullMarked;
