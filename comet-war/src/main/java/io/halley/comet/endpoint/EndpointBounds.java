/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import io.halley.comet.connection.QueueBounds;
import java.time.Duration;

/**
 * Bounds of a connection.
 *
 * @param queue texts that may wait for it
 * @param sendTimeout time that one text may take to be sent
 * @param textMaxBytes the longest text, and the longest frame, from a client
 * @param firstPacketTimeout time from the upgrade to a session that has subscribed or was refused
 */
public record EndpointBounds(
    QueueBounds queue, Duration sendTimeout, int textMaxBytes, Duration firstPacketTimeout) {}
