/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.subscribe.Subscriptions;
import java.time.Duration;

/**
 * What every connection of a Netty edge is made with.
 *
 * @param loops stay their owner's to close
 * @param subscriptions where its session is opened
 * @param bounds what may wait for it
 * @param counters where what it loses is counted
 * @param firstPacket time from connecting to a whole command or request
 */
public record EdgeSetup(
    EventLoops loops,
    Subscriptions subscriptions,
    QueueBounds bounds,
    ConnectionCounters counters,
    Duration firstPacket) {}
