/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.node.Folders;
import io.halley.system.node.HalleyProcess;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a node says when it stops, and who may read what it leaves. */
class StopIT {
  @Test
  void stop_isToldOnTheScreenAndInTheLog_oneLineEachWay_andFilesAreTheOwners() throws IOException {
    Path data = Folders.create("stop").resolve("data");
    List<String> screen;
    try (HalleyProcess node = HalleyProcess.start(NodeSetup.of(NodeKind.MICRO, data))) {
      node.stop();
      screen = node.output();
    }

    assertThat(screen).endsWith("stopping", "stopped");
    List<String> log = Folders.lines(data.resolve("log/halley.0.log"));
    for (String part : List.of("message", "comet", "web")) {
      assertThat(log)
          .containsOnlyOnce(
              lineOf(log, "The " + part + " node node1 is stopping."),
              lineOf(log, "The " + part + " node node1 has stopped."));
    }
    assertThat(permissions(data)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files).allMatch(file -> permissions(file).endsWith("------"));
    }
  }

  @Test
  void stop_ofAServer_isToldAlike() {
    Path data = Folders.create("stop").resolve("data");
    List<String> screen;
    try (HalleyProcess node = HalleyProcess.start(NodeSetup.of(NodeKind.SERVER, data))) {
      node.stop();
      screen = node.output();
    }

    assertThat(screen).endsWith("stopping", "stopped");
    assertThat(Folders.lines(data.resolve("domain/halley/logs/server.log")))
        .anyMatch(line -> line.contains("The message node node1 is stopping."))
        .anyMatch(line -> line.contains("The comet node node1 has stopped."))
        .anyMatch(line -> line.contains("The web node node1 has stopped."));
  }

  private static String lineOf(List<String> log, String end) {
    return log.stream().filter(line -> line.endsWith(end)).findFirst().orElse(end);
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
