/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

/** What is started. */
public enum NodeKind {
  /** {@code ./halley run}: the modules on Payara Micro. */
  MICRO("run"),
  /** {@code ./halley server}: the EAR on Payara Server. */
  SERVER("server"),
  /** {@code ./halley cluster}: many nodes on Payara Micro, whose ports it chooses itself. */
  CLUSTER("cluster");

  private final String command;

  NodeKind(String command) {
    this.command = command;
  }

  String command() {
    return command;
  }

  boolean has(Listener listener) {
    return switch (this) {
      case MICRO -> listener != Listener.CONSOLE;
      case SERVER -> true;
      case CLUSTER -> false;
    };
  }
}
