/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

/** The listeners of a node, by the option of {@code ./halley} that sets each one's port. */
public enum Listener {
  PUBLIC("--public-port"),
  ADMIN("--admin-port"),
  STAT("--stat-port"),
  WEB_SOCKET("--ws-port"),
  TCP("--tcp-port"),
  /** The application server's own. */
  HTTP("--http-port"),
  /** Payara Server's admin console; Payara Micro has none. */
  CONSOLE("--console-port");

  private final String option;

  Listener(String option) {
    this.option = option;
  }

  String option() {
    return option;
  }
}
