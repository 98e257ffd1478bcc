/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be told of the image without building it. */
class DockerfileTest {
  private static final Path FOLDER = Path.of("../server-config/compose");

  @Test
  void image_runsAsAFixedUser_andIsCheckedByItsHealth() throws IOException {
    String file = Files.readString(FOLDER.resolve("Dockerfile"));

    assertThat(file).containsPattern("(?m)^USER \\d+:\\d+$").containsPattern("(?m)^HEALTHCHECK ");
    assertThat(file).contains("/health/ready");
  }

  @Test
  void image_takesItsHeapFromTheContainersMemory() throws IOException {
    String file = Files.readString(FOLDER.resolve("Dockerfile"));

    assertThat(file).contains("grep -v '^-Xm[sx]'", "-XX:MaxRAMPercentage=");
    assertThat(Files.readAllLines(FOLDER.resolveSibling("micro/jvm.options")))
        .anyMatch(line -> line.startsWith("-Xmx"));
  }

  @Test
  void image_leavesClassesBehindThatTheHostsJvmArchived() throws IOException {
    // ./halley puts them beside the jars
    assertThat(Files.readAllLines(FOLDER.resolve("Dockerfile.dockerignore")))
        .contains("classes-*.jsa*");
  }
}
