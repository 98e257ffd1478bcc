/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real MySQL server on a free port, with its files in a folder of the test's; {@code root} has no
 * password. For the Maven profile {@code mysql} on Linux with a 64-bit Intel processor: the program
 * is in an artifact that nothing else needs, and is linked to libaio and libnuma (on Debian 12 the
 * packages libaio1 and libnuma1).
 */
final class MySqlServer implements AutoCloseable {
  private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";
  private static final int WAIT_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final Process process;

  MySqlServer(Path folder) throws IOException {
    this.folder = folder;
    this.port = FreePorts.one();
    unpack();
    int code = await(mysqld("--initialize-insecure"));
    if (code != 0) {
      throw new IOException("mysqld made no database, exit code " + code + ": " + log());
    }
    process =
        mysqld(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--mysqlx=OFF");
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitListening();
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    await(process);
  }

  private void unpack() throws IOException {
    try (InputStream archive = MySqlServer.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new IOException(ARCHIVE + " is not on the class path; it takes the profile mysql");
      }
      Files.copy(archive, folder.resolve("mysql.tar.gz"));
    }
    int code = await(run(List.of("tar", "xzf", "mysql.tar.gz")));
    if (code != 0) {
      throw new IOException("tar ended with code " + code + ": " + log());
    }
  }

  private Process mysqld(String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                folder.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--lc-messages-dir=" + folder.resolve("share")));
    if ("root".equals(System.getProperty("user.name"))) {
      line.add("--user=root");
    }
    line.addAll(List.of(options));
    return run(line);
  }

  private Process run(List<String> line) throws IOException {
    return new ProcessBuilder(line)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private int await(Process started) throws IOException {
    try {
      if (started.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return started.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    started.destroyForcibly();
    throw new IOException("MySQL did not end: " + log());
  }

  private void awaitListening() {
    Awaitility.await("MySQL on port " + port)
        .atMost(WAIT_SECONDS, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("MySQL ended: " + log());
              }
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
