/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import java.nio.file.Path;
import java.util.Objects;

/** Where the project is, and where its tests may write. */
final class ProjectRoot {
  private ProjectRoot() {}

  /** The folder that holds {@code ./halley}. */
  static Path folder() {
    return property("halley.root");
  }

  /** The folder that holds the nodes' output and data; a clean build empties it. */
  static Path nodes() {
    return property("halley.test.output");
  }

  private static Path property(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty(name), name + ", set by Maven"));
  }
}
