/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.time.Duration;
import java.util.List;

/**
 * Settings of a comet node.
 *
 * @param tcpAddress the address that the TCP edge binds
 * @param tcpPort its port; 0: any free one
 * @param webSocketAddress the address that the WebSocket edge binds
 * @param webSocketPort its port; 0: any free one
 * @param advertisedTcp {@code host:port} as clients reach the TCP edge; empty: derived
 * @param advertisedWebSocket {@code host:port} as clients reach the WebSocket edge; empty: derived
 * @param rpcPort the port that other nodes reach this one at
 * @param advertisedRpc {@code host:port} as other nodes reach it; empty: derived
 * @param weight this node's share of the keys against the others' weights
 * @param moveWithin time over which connections are closed whose key went to another node
 * @param eventLoops threads that serve the edges; 0: one a processor
 * @param buckets slices of the channels, a power of two
 * @param connectionsPerKey connections that one key may have at a time
 * @param auth whether a subscriber needs a token
 * @param heartbeatMin the shortest heartbeat that a client may ask for
 * @param heartbeatGrace silence beyond the heartbeat after which a connection is closed
 * @param firstPacketTimeout time from connecting to a whole subscribe command
 * @param commandMaxBytes the longest TCP subscribe command
 * @param frameMaxBytes the longest WebSocket frame, and request head, from a client
 * @param queueMaxMessages messages that may wait for one connection
 * @param queueMaxBytes bytes that may wait for one connection
 * @param slowConsumer what becomes of a connection for which more would have to wait
 * @param ackMaxKeys keys whose acknowledgements may wait for the message service
 */
public record CometSettings(
    String tcpAddress,
    int tcpPort,
    String webSocketAddress,
    int webSocketPort,
    List<String> advertisedTcp,
    List<String> advertisedWebSocket,
    int rpcPort,
    List<String> advertisedRpc,
    int weight,
    Duration moveWithin,
    int eventLoops,
    int buckets,
    int connectionsPerKey,
    boolean auth,
    Duration heartbeatMin,
    Duration heartbeatGrace,
    Duration firstPacketTimeout,
    int commandMaxBytes,
    int frameMaxBytes,
    int queueMaxMessages,
    int queueMaxBytes,
    SlowConsumer slowConsumer,
    int ackMaxKeys) {

  static CometSettings read(SettingsReader reader) {
    return new CometSettings(
        reader.text("halley.comet.tcp-address", "0.0.0.0"),
        reader.integer("halley.comet.tcp-port", 6969, 0, 65_535),
        reader.text("halley.comet.ws-address", "0.0.0.0"),
        reader.integer("halley.comet.ws-port", 6968, 0, 65_535),
        reader.list("halley.comet.advertised-tcp"),
        reader.list("halley.comet.advertised-ws"),
        reader.integer("halley.comet.rpc-port", 6970, 1, 65_535),
        reader.list("halley.comet.advertised-rpc"),
        reader.integer("halley.comet.weight", 1, 1, 1_000),
        seconds(reader, "halley.comet.move-seconds", 10, 0, 600),
        reader.integer("halley.comet.event-loops", 0, 0, 1_024),
        reader.powerOfTwo("halley.comet.buckets", 256, 1, 65_536),
        reader.integer("halley.comet.connections-per-key", 64, 1, 1_000_000),
        reader.flag("halley.comet.auth", false),
        seconds(reader, "halley.comet.heartbeat-min-seconds", 30, 1, 86_400),
        seconds(reader, "halley.comet.heartbeat-grace-seconds", 5, 0, 3_600),
        seconds(reader, "halley.comet.first-packet-seconds", 5, 1, 3_600),
        reader.integer("halley.comet.command-max-bytes", 4_096, 128, 1_048_576),
        reader.integer("halley.comet.frame-max-bytes", 4_096, 125, 1_048_576),
        reader.integer("halley.comet.queue-max-messages", 1_024, 1, 1_000_000),
        reader.integer("halley.comet.queue-max-bytes", 1_048_576, 1_024, 1_073_741_824),
        reader.choice("halley.comet.slow-consumer", SlowConsumer.DISCONNECT),
        reader.integer("halley.comet.ack-max-keys", 65_536, 1, 10_000_000));
  }

  private static Duration seconds(
      SettingsReader reader, String property, int byDefault, int least, int most) {
    return Duration.ofSeconds(reader.integer(property, byDefault, least, most));
  }
}
