/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the TCP and the WebSocket edge share of Netty: event loops, listening, a connection with its
 * bounded queue, the clock that ends silent ones, and the handler that leads to its session. May
 * call connections and sessions; knows nothing of channels or of either wire format.
 */
@NullMarked
package io.halley.comet.netty;

import org.jspecify.annotations.NullMarked;
