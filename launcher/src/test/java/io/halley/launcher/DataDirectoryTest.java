/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  @Test
  void hold_keepsOthersOutOfWhatItMakes() throws IOException {
    Path path = parent.resolve("deep/data");
    try (DataDirectory held = DataDirectory.hold(path)) {
      assertThat(permissions(held.path())).isEqualTo("rwx------");
    }
  }

  @Test
  void hold_ofADirectoryThatIsThere_takesItFromOthers_andLeavesItsGroup() throws IOException {
    Path path = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (DataDirectory held = DataDirectory.hold(path)) {
      assertThat(permissions(held.path())).isEqualTo("rwxr-x---");
    }
  }

  @Test
  void diskWithoutRoom_isRefusedInASentence() {
    DataDirectory.requireSpace(parent, 200L << 20);
    assertThatThrownBy(() -> DataDirectory.requireSpace(parent, 5L << 20))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(parent + " has 5 MB left, but a node needs")
        .hasMessageEndingWith("make room, or choose another with --data.");
  }

  @Test
  void fileThatCannotBeWritten_isASentenceWithItsReason() {
    assertThat(DataDirectory.unwritable(parent, new IOException("No space left on device")))
        .isEqualTo(
            "the data directory "
                + parent
                + " cannot be written (No space left on device); see that its disk has room and that"
                + " it belongs to this user, or choose another with --data.");
    assertThat(DataDirectory.unwritable(parent, new AccessDeniedException("/x")))
        .contains("(AccessDenied: /x)");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
