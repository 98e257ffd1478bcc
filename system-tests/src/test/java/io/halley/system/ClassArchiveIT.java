/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What makes starts short is really used. */
@EnabledOnOs(OS.LINUX)
class ClassArchiveIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.micro();

  @Test
  void aNodeMapsTheArchivedClasses() throws Exception {
    String data = NODE.node().process().setup().data().toString();
    ProcessHandle jvm =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains(data))
            .findFirst()
            .orElseThrow();

    Path maps = Path.of("/proc", String.valueOf(jvm.pid()), "maps");
    assertThat(Files.readAllLines(maps))
        .anyMatch(line -> line.matches(".*/target/halley/classes-\\d+\\.jsa"));
  }
}
