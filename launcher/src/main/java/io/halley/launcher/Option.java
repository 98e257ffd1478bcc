/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.Arrays;
import java.util.Optional;

/**
 * An option that takes a value. Most of them are a short way to say {@code -Dname=value}. What each
 * is for stands in the help of {@code ./halley}.
 */
enum Option {
  ROLE("--role", "halley.roles"),
  NAME("--name", "halley.node.name"),
  WEIGHT("--weight", "halley.comet.weight"),
  ZOOKEEPER("--zookeeper", "halley.zookeeper.connect"),
  PUBLIC_PORT("--public-port", "halley.web.public-port"),
  ADMIN_PORT("--admin-port", "halley.web.admin-port"),
  ADMIN_ADDRESS("--admin-address", "halley.web.admin-address"),
  STAT_PORT("--stat-port", "halley.web.stat-port"),
  WS_PORT("--ws-port", "halley.comet.ws-port"),
  TCP_PORT("--tcp-port", "halley.comet.tcp-port"),
  COMET_RPC_PORT("--comet-rpc-port", "halley.comet.rpc-port"),
  MESSAGE_RPC_PORT("--message-rpc-port", "halley.message.rpc-port"),
  HTTP_ADDRESS("--http-address", ""),
  HTTP_PORT("--http-port", ""),
  CONSOLE_PORT("--console-port", ""),
  STORE("--store", "halley.message.store"),
  DATA("--data", ""),
  CONFIG("--config", "");

  private final String text;
  private final String property;

  Option(String text, String property) {
    this.text = text;
    this.property = property;
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
    return text.endsWith("-port");
  }

  static Optional<Option> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }
}
