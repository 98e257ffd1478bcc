/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A node that may be started: its settings are within their bounds, and its data source is known.
 *
 * @param line what was asked for
 * @param settings the settings that the modules will read
 * @param properties what the node's JVM must be given, by name: every setting that is not at its
 *     default, from wherever it came, and what else the command line set
 */
record Node(CommandLine line, Settings settings, Map<String, String> properties) {

  private static final String URL = "halley.sql.url";
  private static final String DRIVER = "halley.sql.driver";
  private static final List<String> CHOSEN_PORTS =
      List.of(
          "halley.comet.tcp-port",
          "halley.comet.ws-port",
          "halley.comet.rpc-port",
          "halley.message.rpc-port");

  /**
   * Checks all settings at once.
   *
   * @param file settings of the configuration file, which the environment goes before
   * @param environment the environment, where {@code HALLEY_WEB_ADMIN_KEY} is {@code
   *     halley.web.admin-key}, as in MicroProfile Config; the command line goes before both
   * @throws RefusedException naming every mistake
   */
  static Node check(CommandLine line, Map<String, String> file, Map<String, String> environment) {
    SettingNames names = new SettingNames();
    List<String> mistakes = new ArrayList<>(names.mistakes(file.keySet()));
    mistakes.addAll(names.mistakes(line.properties().keySet()));

    Map<String, String> given = new HashMap<>(file);
    for (String name : names.known()) {
      Optional.ofNullable(environment.get(environmentName(name)))
          .ifPresent(value -> given.put(name, value));
    }
    given.putAll(line.properties());
    given.values().removeIf(String::isBlank);
    // any free port is chosen here, so that it can be told
    for (String port : CHOSEN_PORTS) {
      given.computeIfPresent(
          port, (name, value) -> value.strip().equals("0") ? "" + Port.anyFree() : value);
    }
    mistakes.addAll(completeDataSource(given, line));

    try {
      Settings settings = Settings.read(name -> Optional.ofNullable(given.get(name)));
      if (line.mode() == Mode.SERVER && !settings.hasAllRoles()) {
        mistakes.add(
            "halley.roles is "
                + given.get("halley.roles")
                + ", but a Payara Server has all roles, for the EAR has all modules; start this node"
                + " with ./halley run.");
      }
      if (mistakes.isEmpty()) {
        return new Node(line, settings, Map.copyOf(given));
      }
    } catch (SettingsException e) {
      mistakes.addAll(Objects.requireNonNull(e.getMessage()).lines().toList());
    }
    throw new RefusedException(mistakes);
  }

  /** Spares the operator a class name and a path; says what does not fit the store. */
  private static List<String> completeDataSource(Map<String, String> given, CommandLine line) {
    String store =
        given.getOrDefault("halley.message.store", "h2").strip().toLowerCase(Locale.ROOT);
    if (!given.containsKey(DRIVER)) {
      given.computeIfPresent(URL, (name, url) -> SqlSource.normalize(url));
    }
    if (!store.equals("sql")) {
      // with Redis nothing is written there, but the data source exists and must point somewhere
      given.putIfAbsent(
          URL,
          "jdbc:h2:file:"
              + line.data().resolve("messages")
              + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }
    String url = given.getOrDefault(URL, "");
    SqlSource.dataSourceOf(url).ifPresent(name -> given.putIfAbsent(DRIVER, name));
    return store.equals("h2") && SqlSource.isServer(url)
        ? List.of(
            "halley.sql.url names a database server, but the store is h2; add --store sql, or leave"
                + " halley.sql.url out.")
        : List.of();
  }

  /** The name in the environment of a setting. */
  static String environmentName(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
