/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis server on a free port, with its files in a folder of the test's. */
final class RedisProcess implements AutoCloseable {
  private final int port;
  private final Path folder;
  private RedisServer server;

  RedisProcess(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server = begin();
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** A client of the test's own, which it closes. */
  RedisClient client() {
    return RedisClient.create("127.0.0.1", port);
  }

  void stop() throws IOException {
    server.stop();
  }

  void start() throws IOException {
    server = begin();
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }

  private RedisServer begin() throws IOException {
    RedisServer redis =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("dir " + folder)
            .setting("appendonly yes")
            .setting("save \"\"")
            .build();
    redis.start();
    return redis;
  }
}
