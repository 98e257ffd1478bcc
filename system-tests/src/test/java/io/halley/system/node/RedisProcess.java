/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.halley.testkit.process.RedisProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Redis that has every write on disk before it answers. */
public final class RedisProcess implements AutoCloseable {
  private static final int WAIT_SECONDS = 30;

  private final int port;
  private final Path data;
  private final Process process;
  private final Thread killer = new Thread(this::killNow);

  private RedisProcess(int port, Path data, Process process) {
    this.port = port;
    this.data = data;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts Redis on loopback with a folder for its data, and waits until it takes connections. */
  public static RedisProcess start(int port, Path data) {
    try {
      List<String> line =
          List.of(
              RedisProgram.writtenTo(data).toString(),
              "--port",
              String.valueOf(port),
              "--bind",
              "127.0.0.1",
              "--dir",
              data.toString(),
              "--appendonly",
              "yes",
              "--appendfsync",
              "always",
              "--save",
              "");
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("redis.log").toFile()))
              .start();
      RedisProcess redis = new RedisProcess(port, data, process);
      redis.awaitListening();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a node is told of it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it at once and starts it again on the same port and data. */
  public RedisProcess killAndRestart() {
    close();
    return start(port, data);
  }

  @Override
  public void close() {
    killNow();
    try {
      if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Redis did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private void killNow() {
    process.destroyForcibly();
  }

  private void awaitListening() {
    Awaitility.await("Redis on port " + port)
        .atMost(WAIT_SECONDS, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }
}
