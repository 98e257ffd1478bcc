/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.Arrays;
import java.util.Optional;

/** An option that takes a value. Most of them are a short way to say {@code -Dname=value}. */
enum Option {
  PUBLIC_PORT("--public-port", "PORT", "halley.web.public-port", "public HTTP (8090)"),
  ADMIN_PORT("--admin-port", "PORT", "halley.web.admin-port", "admin HTTP (8091)"),
  ADMIN_ADDRESS(
      "--admin-address",
      "ADDRESS",
      "halley.web.admin-address",
      "where the admin port listens (127.0.0.1); another needs -Dhalley.web.admin-key=KEY"),
  STAT_PORT("--stat-port", "PORT", "halley.web.stat-port", "statistics (6972)"),
  WS_PORT("--ws-port", "PORT", "halley.comet.ws-port", "subscribers over WebSocket (6968)"),
  TCP_PORT("--tcp-port", "PORT", "halley.comet.tcp-port", "subscribers over TCP (6969)"),
  HTTP_PORT("--http-port", "PORT", "", "the application server's own HTTP (8080)"),
  CONSOLE_PORT("--console-port", "PORT", "", "server only: the admin console (4848)"),
  STORE("--store", "h2|redis|sql", "halley.message.store", "where messages are kept (h2)"),
  DATA("--data", "DIR", "", "where everything of the node is kept (./data)"),
  CONFIG("--config", "FILE", "", "a file of settings (conf/halley.properties of the build)");

  private final String text;
  private final String value;
  private final String property;
  private final String purpose;

  Option(String text, String value, String property, String purpose) {
    this.text = text;
    this.value = value;
    this.property = property;
    this.purpose = purpose;
  }

  /** The option as it is typed. */
  String text() {
    return text;
  }

  /** The setting that it stands for; empty where it is the launcher's own. */
  Optional<String> property() {
    return property.isEmpty() ? Optional.empty() : Optional.of(property);
  }

  boolean isPort() {
    return value.equals("PORT");
  }

  /** The option's line in the help. */
  String help() {
    return String.format("  %-26s %s", text + " " + value, purpose);
  }

  static Optional<Option> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }
}
