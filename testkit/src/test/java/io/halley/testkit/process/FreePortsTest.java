/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  /** Where Linux begins to take the ports of outgoing connections, unless it is told otherwise. */
  private static final int FIRST_OF_OUTGOING = 32_768;

  @Test
  void ports_areDistinct_andNoneThatAnOutgoingConnectionTakes() {
    List<Integer> ports = FreePorts.some(1_000);
    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < FIRST_OF_OUTGOING);
  }

  @Test
  void portInUse_isNotGiven() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(FreePorts.one(), 1, InetAddress.getLoopbackAddress())) {
      Set<Integer> given = new HashSet<>();
      // all the way round
      int port = FreePorts.one();
      while (given.add(port)) {
        port = FreePorts.one();
      }
      assertThat(given).hasSizeGreaterThan(1_000).doesNotContain(taken.getLocalPort());
    }
  }
}
