/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Directories that hold messages and logs, which nobody but their owner enters: whatever is in them
 * is out of others' reach then, also what a database or a server writes with modes of its own.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");

  private OwnerOnly() {}

  /**
   * Makes a directory, and those above it that are missing, for this user only. From one that is
   * there the permissions of all others are taken away; those of its group, which somebody may have
   * given to read the log, stay.
   */
  static Path directory(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) {
      return Files.createDirectories(path);
    }
    if (!Files.isDirectory(path)) {
      return Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER));
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNER);
    permissions.addAll(Files.getPosixFilePermissions(path));
    if (permissions.removeAll(OTHERS)) {
      Files.setPosixFilePermissions(path, permissions);
    }
    return path;
  }
}
