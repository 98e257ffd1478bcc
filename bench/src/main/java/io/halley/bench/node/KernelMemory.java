/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the kernel keeps for its own objects, sockets among them. Only Linux tells. */
public final class KernelMemory {
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private KernelMemory() {}

  /** Bytes in use, on the whole machine. */
  public static OptionalLong bytes() {
    try {
      return Files.readAllLines(MEMORY).stream()
          .filter(line -> line.startsWith("Slab:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
