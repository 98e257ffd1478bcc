/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** By how much the ports of {@code ./halley cluster} are moved, so that nobody else has them. */
public final class PortOffset {
  /** The ports of one node of each role, of ZooKeeper and of the store. */
  private static final List<Integer> PORTS =
      List.of(
          2181, 2182, 2183, 2888, 2889, 2890, 3888, 3889, 3890, 6968, 6969, 6970, 6972, 8070, 8080,
          8081, 8082, 8090, 8091, 9092);

  private PortOffset() {}

  /** An offset with which all ports are free now, below those that clients are given. */
  public static int free() {
    return IntStream.iterate(12_000, offset -> offset < 23_000, offset -> offset + 211)
        .filter(offset -> PORTS.stream().allMatch(port -> isFree(port + offset)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no offset has its ports free"));
  }

  /** Whether nobody listens on any of the ports. */
  public static boolean isFree(List<Integer> ports) {
    return ports.stream().allMatch(PortOffset::isFree);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // somebody has it: the answer that was asked for
      return false;
    }
  }
}
