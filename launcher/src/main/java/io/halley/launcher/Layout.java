/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the build has put the parts of a node.
 *
 * @param home the directory that holds them all
 */
record Layout(Path home) {

  /** The layout that the launcher's own jar belongs to. */
  static Layout ofThisJar() {
    try {
      Path jar = Path.of(Layout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Layout(jar.toAbsolutePath().resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Halley's modules in the order in which they must start. */
  List<Path> modules() {
    return List.of(
        home.resolve("message-ejb.jar"), home.resolve("comet.war"), home.resolve("web.war"));
  }

  /** All modules in one archive. */
  Path ear() {
    return home.resolve("halley.ear");
  }

  /** The files that an operator may edit. */
  Path conf() {
    return home.resolve("conf");
  }

  /** Where the build unpacks Payara Server. */
  Path payaraServer() {
    return home.resolveSibling("payara6");
  }
}
