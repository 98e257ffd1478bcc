/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.settings.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveRunTest {
  @Test
  void theNode_isAloneOnFreePortsOfLoopback(@TempDir Path folder) throws Exception {
    CommandLine line = ArchiveRun.line(List.of("archive", folder.toString(), "/dev/null"));
    Node node = Node.check(line, Map.of(), Map.of());
    List<Port> ports = Port.of(node);

    assertThat(line.data()).isEqualTo(folder);
    assertThat(node.settings().cluster().zookeeper()).isEmpty();
    assertThat(node.settings().message().store()).isEqualTo(StoreKind.H2);
    assertThat(ports).extracting(Port::address).containsOnly("127.0.0.1");
    assertThat(ports).extracting(Port::number).doesNotHaveDuplicates();
    Port.requireFree(ports);
  }

  @Test
  void anythingElse_isRefused() {
    assertThatThrownBy(() -> ArchiveRun.line(List.of("archive")))
        .isInstanceOf(UsageException.class)
        .hasMessage("archive takes a directory and a file of settings.");
  }
}
