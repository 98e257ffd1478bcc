/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs the races beside this class with jcstress, in processes of its own. A race has two actors,
 * for one with more is left out on a machine with two processors.
 */
class RacesIT {
  private static final Path FOLDER = Path.of("target", "jcstress");
  private static final long MINUTES = 60;

  @Test
  void races_endAsTheyMay() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path log = FOLDER.resolve("log.txt").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                "report"));
    command.addAll(List.of(System.getProperty("halley.test.races").split(" ")));
    Process jcstress =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jcstress.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
      jcstress.destroyForcibly();
    }
    assertThat(jcstress.exitValue()).as("see %s", log).isZero();
    assertThat(Files.readString(log))
        .contains("Failed tests: No matches.", "Error tests: No matches.");
  }
}
