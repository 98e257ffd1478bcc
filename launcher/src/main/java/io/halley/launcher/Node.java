/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.SettingNames;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

  /** What the launcher itself goes by, when it looks for free ports and tries the node. */
  private static final Set<String> NEEDED_HERE =
      Set.of(
          "halley.comet.auth",
          "halley.comet.heartbeat-min-seconds",
          "halley.comet.rpc-port",
          "halley.comet.tcp-address",
          "halley.comet.tcp-port",
          "halley.comet.ws-address",
          "halley.comet.ws-port",
          "halley.message.rpc-port",
          "halley.roles",
          "halley.rpc.address",
          "halley.web.admin-address",
          "halley.web.admin-key",
          "halley.web.admin-port",
          "halley.web.public-port",
          "halley.web.stat-port",
          "halley.zookeeper.connect");

  private static final List<String> CHOSEN_PORTS =
      List.of(
          "halley.comet.tcp-port",
          "halley.comet.ws-port",
          "halley.comet.rpc-port",
          "halley.message.rpc-port");

  /**
   * Checks all settings at once, of a node without a domain.
   *
   * @param file settings of the configuration file, which the environment goes before
   * @param environment the environment, where {@code HALLEY_WEB_ADMIN_KEY} is {@code
   *     halley.web.admin-key}, as in MicroProfile Config; the command line goes before both
   * @throws RefusedException naming every mistake
   */
  static Node check(CommandLine line, Map<String, String> file, Map<String, String> environment) {
    return check(line, file, environment, DomainSettings.NONE);
  }

  /**
   * Checks all settings at once.
   *
   * @param file as above
   * @param environment as above
   * @param domain what stands in the domain of the server: some goes before all others
   * @throws RefusedException naming every mistake
   */
  static Node check(
      CommandLine line,
      Map<String, String> file,
      Map<String, String> environment,
      DomainSettings domain) {
    Map<String, String> written = new HashMap<>(domain.below());
    written.putAll(written(line, file, environment));
    List<String> mistakes = new ArrayList<>();
    domain
        .standing()
        .forEach(
            (name, setting) -> {
              if (!setting.isExpression()) {
                written.put(name, setting.value());
              } else if (NEEDED_HERE.contains(name)) {
                mistakes.add(
                    name
                        + " is an expression in the domain, which only the server resolves, but"
                        + " ./halley server has to know it to try the node; give it to ./halley"
                        + " server instead.");
              } else {
                written.remove(name);
              }
            });
    GivenSettings given = new GivenSettings(written, environment);
    // any free port is chosen here, so that it can be told
    for (String port : CHOSEN_PORTS) {
      given
          .values()
          .computeIfPresent(port, (name, value) -> value.equals("0") ? "" + Port.anyFree() : value);
    }
    List<String> ofDataSource = completeDataSource(given.values(), line);

    try {
      Settings settings = Settings.read(given);
      mistakes.addAll(ofDataSource);
      if (line.mode() == Mode.SERVER && !settings.hasAllRoles()) {
        mistakes.add(
            "halley.roles is "
                + given.value("halley.roles").orElse("")
                + ", but a Payara Server has all roles, for the EAR has all modules; start this node"
                + " with ./halley run.");
      }
      if (mistakes.isEmpty()) {
        return new Node(line, settings, given.properties());
      }
    } catch (SettingsException e) {
      mistakes.addAll(ofDataSource);
      mistakes.addAll(Objects.requireNonNull(e.getMessage()).lines().toList());
    }
    mistakes.addAll(domain.remedies(mistakes, line));
    throw new RefusedException(mistakes);
  }

  /** What a start is asked for by property, with the defaults of what it leaves out. */
  static Map<String, String> asked(
      CommandLine line, Map<String, String> file, Map<String, String> environment) {
    Map<String, String> asked = new HashMap<>(Settings.defaults());
    asked.putAll(new GivenSettings(written(line, file, environment), environment).values());
    return asked;
  }

  private static Map<String, String> written(
      CommandLine line, Map<String, String> file, Map<String, String> environment) {
    Map<String, String> written = new HashMap<>(file);
    for (String name : new SettingNames().known()) {
      Optional.ofNullable(environment.get(environmentName(name)))
          .ifPresent(value -> written.put(name, value));
    }
    written.putAll(line.properties());
    return written;
  }

  /** Spares the operator a class name and a path; says what does not fit the store. */
  private static List<String> completeDataSource(Map<String, String> given, CommandLine line) {
    String store = given.getOrDefault("halley.message.store", "h2").toLowerCase(Locale.ROOT);
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
