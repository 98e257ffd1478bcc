/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An HTTP client that can break off, lie about lengths and take its time. For one thread. */
public final class RawHttp implements AutoCloseable {
  private final Socket socket;

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  /** Connects, and says nothing yet. */
  public static RawHttp connect(InetSocketAddress address) {
    try {
      return new RawHttp(new Socket(address.getAddress(), address.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends bytes, one a character.
   *
   * @return false if the server is known to have closed the connection
   */
  public boolean send(String latin1) {
    try {
      socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    } catch (IOException e) {
      return false; // a reset is an answer, too
    }
  }

  /**
   * Waits for the beginning of an answer.
   *
   * @return up to 64 KB of it; empty if the connection ended or nothing came in time
   */
  public String read(Duration within) {
    try {
      socket.setSoTimeout((int) within.toMillis());
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[65_536];
      int count = in.read(bytes);
      return new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // reset, or nothing in time
    }
  }

  /** Waits for the connection's end; false if it does not come in time. */
  public boolean awaitEnd(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    try {
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[65_536];
      while (System.nanoTime() < end) {
        socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
        if (in.read(bytes) < 0) {
          return true;
        }
      }
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // a reset
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
