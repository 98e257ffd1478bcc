/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The password of the database that message nodes of a small cluster share. It keeps out this
 * machine's other users, who could run code in the database's process.
 */
final class StorePassword {
  private static final int BYTES = 16;

  private StorePassword() {}

  /** The password in a file that only its owner reads; made when it is first asked for. */
  static String of(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] password = new byte[BYTES];
      new SecureRandom().nextBytes(password);
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, HexFormat.of().formatHex(password));
      Files.move(part, file);
    }
    return Files.readString(file);
  }
}
