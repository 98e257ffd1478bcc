/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsadminFileTest {
  @Test
  void jvmOptions_areThoseOfTheirCommands() {
    AsadminFile file =
        new AsadminFile(
            List.of(
                "# create-jvm-options -- \"-Dno\"",
                "delete-jvm-options -- \"-XX\\:NewRatio=2\"",
                "set a.b.c=d",
                "create-jvm-options -- \"-Xmx1g\"",
                "create-jvm-options -- \"-XX\\:+UseG1GC\""));

    assertThat(file.addedJvmOptions()).containsExactly("-Xmx1g", "-XX:+UseG1GC");
    assertThat(file.deletedJvmOptions()).containsExactly("-XX:NewRatio=2");
  }

  @Test
  void operatorsFile_givesEveryJvmOptionInTheFormThatIsUnderstood() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("../server-config/server/halley.asadmin")).stream()
            .filter(line -> line.contains("-jvm-options ") && !line.startsWith("#"))
            .toList();
    AsadminFile file = new AsadminFile(lines);

    assertThat(lines).isNotEmpty();
    assertThat(file.addedJvmOptions().size() + file.deletedJvmOptions().size())
        .isEqualTo(lines.size());
  }
}
