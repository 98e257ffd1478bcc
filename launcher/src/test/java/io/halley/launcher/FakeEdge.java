/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A port that answers whoever says something with a text, and then waits for them to go. The last
 * text is for all who come after those before.
 */
final class FakeEdge implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final Deque<String> answers;

  FakeEdge(String... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    Thread thread = new Thread(this::serve, "fake edge");
    thread.setDaemon(true);
    thread.start();
  }

  String port() {
    return String.valueOf(server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        byte[] said = new byte[8_192];
        int length = client.getInputStream().read(said);
        String answer = answers.size() == 1 ? answers.element() : answers.remove();
        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        while (length >= 0) {
          length = client.getInputStream().read(said);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
