/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.launcher.child.ZooKeeperMember;
import io.halley.launcher.process.Fleet;
import io.halley.launcher.process.Program;
import io.halley.launcher.process.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ZooKeeperEnsembleTest {
  @SuppressWarnings("NullAway.Init") // JUnit's
  @TempDir
  private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();

  @Test
  void ensemble_isReadyWhenItAgrees_andAnswersNoAdministrator() throws Exception {
    ClusterPorts ports = freePorts();
    List<Program> members = new ArrayList<>();
    for (int number = 1; number <= ClusterPorts.ENSEMBLE; number++) {
      members.add(member(number, ports));
    }
    try (Fleet fleet = new Fleet(List.of(new Stage(members, members.size())), said::add)) {
      fleet.start();

      assertThat(said)
          .containsExactly(
              "1 is ready: zookeeper=127.0.0.1:" + ports.zooKeeperClient(1),
              "2 is ready: zookeeper=127.0.0.1:" + ports.zooKeeperClient(2),
              "3 is ready: zookeeper=127.0.0.1:" + ports.zooKeeperClient(3));
      Port first = new Port("", Port.LOOPBACK, ports.zooKeeperClient(1), "");
      try (Exchange exchange = new Exchange(first)) {
        exchange.send("mntr");
        assertThat(exchange.readUntil("whitelist")).contains("not executed");
      }
    }
    assertThat(ports.besideNodes(false)).noneMatch(Port::answers);
  }

  private Program member(int number, ClusterPorts ports) throws IOException {
    Path directory = Files.createDirectories(folder.resolve("zookeeper" + number));
    List<String> command =
        List.of(
            Layout.java(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ZooKeeperMember.class.getName(),
            ZooKeeperFiles.write(directory, number, ports).toString(),
            Port.LOOPBACK + ":" + ports.zooKeeperClient(number));
    return new Program(
        "" + number,
        command,
        Map.of(),
        directory.resolve("output.log"),
        Duration.ofSeconds(120),
        Duration.ofSeconds(5));
  }

  private static ClusterPorts freePorts() {
    return IntStream.iterate(10_000, offset -> offset < 28_000, offset -> offset + 97)
        .mapToObj(ClusterPorts::new)
        .filter(ports -> ports.besideNodes(false).stream().allMatch(ZooKeeperEnsembleTest::free))
        .findFirst()
        .orElseThrow();
  }

  private static boolean free(Port port) {
    try {
      Port.requireFree(List.of(port));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }
}
