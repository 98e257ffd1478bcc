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
import java.util.stream.Stream;
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
  void scriptOfAnOwnDomain_givesEveryJvmOptionInTheFormThatIsUnderstood() throws IOException {
    List<String> options =
        commands("own-domain.asadmin").filter(line -> line.contains("-jvm-options ")).toList();
    AsadminFile file = new AsadminFile(options);

    assertThat(options).isNotEmpty();
    assertThat(file.addedJvmOptions().size() + file.deletedJvmOptions().size())
        .isEqualTo(options.size());
  }

  /** {@code create-jvm-options} fails where the option is there; deleting what is not does not. */
  @Test
  void scriptOfAnOwnDomain_deletesEachJvmOptionBeforeItCreatesIt() throws IOException {
    AsadminFile file = new AsadminFile(commands("own-domain.asadmin").toList());

    assertThat(file.addedJvmOptions()).isNotEmpty().isSubsetOf(file.deletedJvmOptions());
    assertThat(file.addedJvmOptions()).doesNotHaveDuplicates();
  }

  /** What several applications share is not changed by a script that any of them may run. */
  @Test
  void scriptOfASharedDomain_createsAndSetsOnlyWhatIsHalleys() throws IOException {
    String dotted = "configs.config.server-config.network-config.";
    assertThat(commands("halley.asadmin"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches("create-(http-listener|threadpool) .* halley-[a-z]+")
                    || line.startsWith("set " + dotted + "protocols.protocol.halley-")
                    || line.startsWith(
                        "set " + dotted + "network-listeners.network-listener.halley-"));
  }

  private static Stream<String> commands(String file) throws IOException {
    return Files.readAllLines(Path.of("../server-config/server", file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"));
  }
}
