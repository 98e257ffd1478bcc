/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.time.Duration;

/**
 * Bounds of every channel.
 *
 * @param connectionsPerKey connections that a key may have at a time
 * @param pendingPerKey pushes of a key that may wait for their turn; more are refused
 * @param answer time after which a push is answered, whatever still waits for its log
 */
public record ChannelLimits(int connectionsPerKey, int pendingPerKey, Duration answer) {}
