/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.BackEnd;
import io.halley.system.http.StatusWatch;
import io.halley.system.node.HalleyProcess;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitor sees while a node starts and stops. */
class HealthIT {
  @Test
  void node_isNotReadyUntilItServes_andNotReadyBeforeItStops(@TempDir Path folder) {
    NodeSetup setup = NodeSetup.of(NodeKind.MICRO, folder.resolve("node"));
    try (StatusWatch own = watch(setup, Listener.HTTP, "/health/ready");
        StatusWatch admin = watch(setup, Listener.ADMIN, "/health/ready");
        StatusWatch started = watch(setup, Listener.HTTP, "/health/started");
        StatusWatch live = watch(setup, Listener.HTTP, "/health/live")) {
      try (HalleyProcess process = HalleyProcess.start(setup)) {
        Node node = new Node(process);
        BackEnd backEnd = node.backEnd();
        assertThat(own.ask()).isEqualTo(200);
        assertThat(backEnd.push("health-1", 60, "1").ret()).isZero();
        assertThat(process.stop()).as("exit code after a stop").isIn(0, 130, 143);
      }
      assertReadyOnce(admin.answers());
      assertThat(admin.answers()).endsWith(503, StatusWatch.REFUSED);
      assertThat(admin.answers()).containsOnly(StatusWatch.REFUSED, 503, 200);
      // the server's own port listens before there is anything behind it
      assertReadyOnce(own.answers());
      assertReadyOnce(started.answers());
      assertThat(live.answers()).contains(200);
    }
  }

  /** Up once, and at the end down before the port is closed. */
  private static void assertReadyOnce(List<Integer> answers) {
    assertThat(answers.stream().filter(answer -> answer == 200)).as("%s", answers).hasSize(1);
    assertThat(answers).startsWith(StatusWatch.REFUSED).endsWith(StatusWatch.REFUSED);
  }

  private static StatusWatch watch(NodeSetup setup, Listener listener, String path) {
    int port = Objects.requireNonNull(setup.ports().get(listener));
    return StatusWatch.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), path);
  }
}
