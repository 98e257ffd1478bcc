/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.settings.RedisAddress;
import io.halley.testkit.process.FreePorts;
import io.halley.testkit.process.RedisProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis server on a free port, with its files in a folder of the test's. */
public final class RedisProcess implements AutoCloseable {
  private final int port;
  private final Path folder;
  private final List<String> settings;
  private RedisServer server;

  /**
   * @param settings lines of its configuration beside the usual ones
   */
  public RedisProcess(Path folder, String... settings) throws IOException {
    this.folder = folder;
    this.settings = List.of(settings);
    // and, for the nodes of a cluster to talk to each other, the one 10000 above
    port = FreePorts.one();
    server = begin();
  }

  int port() {
    return port;
  }

  public RedisAddress address() {
    return RedisAddress.parse("redis://127.0.0.1:" + port).orElseThrow();
  }

  /** A client of the test's own, which it closes. */
  RedisClient client() {
    return RedisClient.create("127.0.0.1", port);
  }

  /** Its process. */
  public ProcessHandle process() {
    try (RedisClient client = client()) {
      Optional<String> pid =
          client.info("server").lines().filter(line -> line.startsWith("process_id:")).findFirst();
      return ProcessHandle.of(Long.parseLong(pid.orElseThrow().substring(11).strip()))
          .orElseThrow();
    }
  }

  public void stop() throws IOException {
    server.stop();
  }

  public void start() throws IOException {
    server = begin();
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }

  private RedisServer begin() throws IOException {
    var builder =
        RedisServer.newRedisServer()
            .executableProvider(() -> RedisProgram.writtenTo(folder).toFile())
            .port(port)
            .bind("127.0.0.1")
            .setting("dir " + folder)
            .setting("appendonly yes")
            .setting("save \"\"");
    settings.forEach(builder::setting);
    RedisServer redis = builder.build();
    redis.start();
    return redis;
  }
}
