/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import io.halley.bench.failure.BenchException;
import io.halley.testkit.process.FreePorts;
import io.halley.testkit.process.RedisProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Redis that the bench starts: the one on the PATH, or else the one that the tests use. Every
 * write is on disk before it answers, so that what is measured is what the node promises.
 */
public final class OwnRedis implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long TRY_MILLIS = 50;

  private final int port;
  private final String program;
  private final Process process;
  private final Thread killer;

  private OwnRedis(int port, String program, Process process) {
    this.port = port;
    this.program = program;
    this.process = process;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts it on loopback and returns when it takes connections.
   *
   * @throws BenchException if it does not
   */
  public static OwnRedis start(Path folder)
      throws BenchException, IOException, InterruptedException {
    Files.createDirectories(folder);
    Optional<Path> onPath = onPath();
    String program =
        onPath.isPresent() ? onPath.get().toString() : RedisProgram.writtenTo(folder).toString();
    int port = FreePorts.one();
    Process process =
        new ProcessBuilder(
                List.of(
                    program,
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.toString(),
                    "--appendonly",
                    "yes",
                    "--appendfsync",
                    "always",
                    "--save",
                    ""))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    OwnRedis redis = new OwnRedis(port, program, process);
    redis.awaitListening(folder);
    return redis;
  }

  private static Optional<Path> onPath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(":"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void awaitListening(Path folder) throws BenchException, InterruptedException {
    long end = System.nanoTime() + START_NANOS;
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
      }
    }
    close();
    throw new BenchException(
        program + " did not start; the reason is in " + folder.resolve("redis.log") + ".");
  }

  /** What a node is told of it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** What it is, for the report. */
  public String title() throws IOException, InterruptedException {
    Process version = new ProcessBuilder(program, "--version").start();
    try (var lines = version.inputReader()) {
      String line = Optional.ofNullable(lines.readLine()).orElse("");
      version.waitFor();
      return line.replaceFirst("^Redis server v=(\\S+).*", "Redis $1")
          + ", appendonly yes, appendfsync always";
    }
  }

  /** Ends it, and returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
