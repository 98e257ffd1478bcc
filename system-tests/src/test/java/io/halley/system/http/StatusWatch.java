/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks for a path again and again, each time on a connection of its own, and keeps every answer
 * that differs from the one before. Its thread ends when it is closed.
 */
public final class StatusWatch implements AutoCloseable {
  /** Nobody listens. */
  public static final int REFUSED = 0;

  /** Somebody listens, and gives no answer. */
  public static final int SILENT = -1;

  private static final int PAUSE_MILLIS = 20;
  private static final int PATIENCE_MILLIS = 5_000;

  private final InetSocketAddress address;
  private final String request;
  private final List<Integer> answers = new ArrayList<>();
  private final Thread thread = new Thread(this::watch, "status-watch");
  private final CountDownLatch closed = new CountDownLatch(1);

  private StatusWatch(InetSocketAddress address, String request) {
    this.address = address;
    this.request = request;
  }

  /** Begins to ask. */
  public static StatusWatch of(InetSocketAddress address, String path) {
    StatusWatch watch =
        new StatusWatch(
            address, "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    watch.thread.start();
    return watch;
  }

  /** The status codes so far, without those that were the same as the one before. */
  public List<Integer> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /** What is answered now. */
  public int ask() {
    try (Socket socket = new Socket()) {
      // another address of loopback: on its own one, a connection to a free port may meet itself
      socket.bind(new InetSocketAddress("127.0.0.2", 0));
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.connect(address, PATIENCE_MILLIS);
      } catch (IOException e) {
        return REFUSED;
      }
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      String line = new String(head, StandardCharsets.US_ASCII);
      return line.length() < 12 ? SILENT : Integer.parseInt(line.substring(9));
    } catch (IOException e) {
      return SILENT;
    }
  }

  private void watch() {
    do {
      int answer = ask();
      synchronized (answers) {
        if (answers.isEmpty() || answers.get(answers.size() - 1) != answer) {
          answers.add(answer);
        }
      }
    } while (!isClosedSoon());
  }

  private boolean isClosedSoon() {
    try {
      return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(2L * PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
