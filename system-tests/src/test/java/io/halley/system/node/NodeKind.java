/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

/** What a node runs on. */
public enum NodeKind {
  /** {@code ./halley run}: the modules on Payara Micro. */
  MICRO("run"),
  /** {@code ./halley server}: the EAR on Payara Server. */
  SERVER("server");

  private final String command;

  NodeKind(String command) {
    this.command = command;
  }

  String command() {
    return command;
  }

  boolean has(Listener listener) {
    return listener != Listener.CONSOLE || this == SERVER;
  }
}
