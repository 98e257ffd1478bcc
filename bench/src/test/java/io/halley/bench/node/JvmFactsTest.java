/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JvmFactsTest {
  @Test
  void heap_isReadFromWhatJcmdSays() {
    String g1 = " garbage-first heap   total 262144K, used 93456K [0x00000000e0000000, 0x1)";
    assertThat(Jvm.heapUsed(g1)).hasValue(93_456L * 1_024);
    assertThat(Jvm.heapUsed(" def new generation total 1K, used 1K")).isEmpty();
  }

  @Test
  void compilationTime_isReadFromTheCountersAndTheirUnit() throws Exception {
    assertThat(
            Jvm.compilationTime(
                List.of("4711:", "java.ci.totalTime=3000000", "sun.os.hrt.frequency=2000000")))
        .hasMillis(1_500);
    assertThatThrownBy(() -> Jvm.compilationTime(List.of("sun.os.hrt.frequency=2000000")))
        .hasMessageContaining("java.ci.totalTime");
  }

  @Test
  void pauses_areReadFromTheLog_butForThoseThatWereAskedFor() {
    GcPauses pauses =
        GcLog.pauses(
            List.of(
                "[1.2s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 9M->3M(16M) 5.125ms",
                "[1.3s][info][gc] GC(2) Concurrent Mark Cycle 12.000ms",
                "[1.4s][info][gc] GC(3) Pause Full (Diagnostic Command) 9M->3M(16M) 80.000ms",
                "[1.5s][info][gc] GC(2) Pause Remark 9M->3M(16M) 2.500ms"));
    assertThat(pauses).isEqualTo(new GcPauses(2, 7.625, 5.125));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcess_isFoundByThePortThatItListensAt() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
      ServerProcess found = ServerProcess.listeningAt(address).orElseThrow();
      assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(found.processorTime()).isPositive();
      assertThat(found.jvm().orElseThrow().options()).allMatch(option -> option.startsWith("-X"));
      assertThat(found.jvm().orElseThrow().compilationTime()).isPositive();
      assertThat(found.memory().resident()).isGreaterThan(1 << 20);
    }
  }
}
