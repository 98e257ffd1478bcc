/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import java.time.Duration;

/**
 * The settings that an edge under test runs with, named as in {@code CometSettings}.
 *
 * @param connectionsPerKey connections that one key may have at a time
 * @param heartbeatMin the shortest heartbeat that a client may ask for
 * @param heartbeatGrace silence beyond the heartbeat after which a connection is closed
 * @param firstPacketTimeout time from connecting to a whole subscribe command
 * @param commandMaxBytes the longest TCP subscribe command
 * @param frameMaxBytes the longest WebSocket frame, and request head, from a client
 * @param queueMaxMessages messages that may wait for one connection
 * @param queueMaxBytes bytes that may wait for one connection
 */
public record EdgeLimits(
    int connectionsPerKey,
    Duration heartbeatMin,
    Duration heartbeatGrace,
    Duration firstPacketTimeout,
    int commandMaxBytes,
    int frameMaxBytes,
    int queueMaxMessages,
    int queueMaxBytes) {

  /** Short enough for a test to wait for each; the smallest that the settings allow or nearly. */
  public static final EdgeLimits SHORT =
      new EdgeLimits(
          4,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          4_096,
          4_096,
          1_024,
          262_144);
}
