/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

/** A listener of a node that load is sent to. */
public enum Listener {
  PUBLIC("--public", "--public-port"),
  ADMIN("--admin", "--admin-port"),
  TCP("--tcp", "--tcp-port"),
  WEB_SOCKET("--ws", "--ws-port"),
  HTTP("--http", "--http-port");

  private final String option;
  private final String portOption;

  Listener(String option, String portOption) {
    this.option = option;
    this.portOption = portOption;
  }

  /** The option of {@code ./halley bench} that names its address. */
  public String option() {
    return option;
  }

  /** The option of {@code ./halley run} that sets its port. */
  String portOption() {
    return portOption;
  }
}
