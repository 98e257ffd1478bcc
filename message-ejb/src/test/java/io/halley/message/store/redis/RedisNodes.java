/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.awaitility.Awaitility.await;

import io.halley.cluster.settings.RedisAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** A real Redis Cluster of three nodes without replicas, each with a third of the slots. */
final class RedisNodes implements AutoCloseable {
  private static final int SLOTS = 16_384;

  private final List<RedisProcess> nodes = new ArrayList<>();

  RedisNodes(Path folder) throws IOException {
    for (int i = 0; i < 3; i++) {
      Path own = Files.createDirectory(folder.resolve("node" + i));
      nodes.add(
          new RedisProcess(
              own,
              "cluster-enabled yes",
              "cluster-config-file nodes.conf",
              "cluster-node-timeout 2000",
              "cluster-require-full-coverage no"));
    }
    for (int i = 0; i < nodes.size(); i++) {
      int part = i;
      String[] slots =
          IntStream.range(0, SLOTS)
              .filter(slot -> slot * nodes.size() / SLOTS == part)
              .mapToObj(Integer::toString)
              .toArray(String[]::new);
      command(i, "ADDSLOTS", slots);
      command(0, "MEET", "127.0.0.1", Integer.toString(nodes.get(i).port()));
    }
    awaitWhole();
  }

  /** Returns when every node knows all of them. */
  void awaitWhole() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                IntStream.range(0, nodes.size())
                    .allMatch(
                        i -> {
                          String info = command(i, "INFO");
                          return info.contains("cluster_state:ok")
                              && info.contains("cluster_known_nodes:" + nodes.size())
                              && info.contains("cluster_slots_ok:" + SLOTS);
                        }));
  }

  /** The node that has the last third of the slots. */
  RedisProcess last() {
    return nodes.get(nodes.size() - 1);
  }

  /** Whether {@link #last} has the slot. */
  boolean isOfLast(int slot) {
    return slot * nodes.size() / SLOTS == nodes.size() - 1;
  }

  RedisAddress address() {
    String hosts =
        nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    return RedisAddress.parse("redis-cluster://" + hosts).orElseThrow();
  }

  private String command(int node, String what, String... arguments) {
    CommandArguments command = new CommandArguments(Protocol.Command.CLUSTER).add(what);
    for (String argument : arguments) {
      command.add(argument);
    }
    try (Connection connection = new Connection("127.0.0.1", nodes.get(node).port())) {
      connection.connect();
      return new String((byte[]) connection.executeCommand(command), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    for (RedisProcess node : nodes) {
      node.close();
    }
  }
}
