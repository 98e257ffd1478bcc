/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.stat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code /stat} can be asked for. */
enum StatType {
  /** The memory of this process. */
  MEMORY,
  /** The machine and the process. */
  SERVER,
  /** The Java virtual machine. */
  JVM,
  /** The name that the reference gives to its own runtime; the same as {@link #JVM} here. */
  GOLANG,
  /** The settings in force, without secrets. */
  CONFIG,
  /** The channels of all comet nodes, or the connections of one key. */
  CHANNEL,
  /** The messages of all comet nodes. */
  MESSAGE,
  /** The connections of all comet nodes. */
  CONNECTION;

  /** The type of a parameter, which is written in lower case. */
  static Optional<StatType> of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
