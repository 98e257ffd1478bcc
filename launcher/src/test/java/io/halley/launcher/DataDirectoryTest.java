/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private final Path parent;

  DataDirectoryTest(@TempDir Path parent) {
    this.parent = parent;
  }

  @Test
  void hold_ofADirectoryThatIsHeld_isRefused() {
    Path path = parent.resolve("data");
    try (DataDirectory held = DataDirectory.hold(path)) {
      assertThat(held.path()).isEqualTo(path);
      assertThatThrownBy(() -> DataDirectory.hold(path))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another node is using " + path);
    }
  }

  @Test
  void hold_clearsWhatOnlyTheLastRunNeeded_andNothingElse() throws IOException {
    Files.createDirectories(parent.resolve("run/deep"));
    Files.writeString(parent.resolve("run/deep/old"), "");
    Files.writeString(parent.resolve("messages.mv.db"), "");

    try (DataDirectory held = DataDirectory.hold(parent)) {
      assertThat(held.run()).isDirectoryNotContaining("glob:**deep");
    }
    assertThat(parent.resolve("messages.mv.db")).exists();
  }

  @Test
  void hold_ofAPathThatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.hold(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--data");
  }
}
