/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback TCP ports that nobody listens on. They are not reserved: another process may take one
 * before its user binds it. But no outgoing connection will, for they are below those that a system
 * chooses for one (on Linux from 32768). So a server that was killed can have its port again, while
 * a thousand clients look for it.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;

  /** Higher ones are left to tests that add an offset to all ports of a cluster. */
  private static final int COUNT = 4_000;

  /** Begins somewhere, so that two processes seldom try the same port. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** One free port, which this process is not given again before thousands of others. */
  public static int one() {
    for (int attempt = 0; attempt < COUNT; attempt++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
  }

  /** So many distinct free ports. */
  public static List<Integer> some(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(one());
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      // somebody has it: the answer that was asked for
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
