/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Loopback TCP ports that nobody listens on. They are chosen by the system and released at once, so
 * another process may take one before its user binds it: choose them just before use, and all that
 * one server needs in one call, which makes them distinct.
 */
public final class FreePorts {
  private FreePorts() {}

  /** One free port. */
  public static int one() {
    return some(1).get(0);
  }

  /** So many distinct free ports. */
  public static List<Integer> some(int count) {
    List<ServerSocket> open = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(socket);
        ports.add(socket.getLocalPort());
      }
      for (ServerSocket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(ports);
  }
}
