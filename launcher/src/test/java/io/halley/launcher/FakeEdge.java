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

/** A port that answers whoever says something with a text, and then waits for them to go. */
final class FakeEdge implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final String answer;

  FakeEdge(String answer) throws IOException {
    this.answer = answer;
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
