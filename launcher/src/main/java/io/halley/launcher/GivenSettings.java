/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Expressions;
import io.halley.cluster.settings.SettingsSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings from the command line, the environment and the file, with the expressions in them
 * resolved as the server would resolve them. It is given what came of it, so that launcher and node
 * work with one value. For one thread.
 */
final class GivenSettings implements SettingsSource {
  private final Map<String, String> written;
  private final Map<String, String> environment;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> unresolved = new HashSet<>();
  private final Set<String> blank = new HashSet<>();
  private final Set<String> beingResolved = new HashSet<>();

  /**
   * @param written values by property, as they are written
   * @param environment what expressions may name beside properties
   */
  GivenSettings(Map<String, String> written, Map<String, String> environment) {
    this.written = Map.copyOf(written);
    this.environment = Map.copyOf(environment);
    for (String name : this.written.keySet()) {
      if (isSetting(name)) {
        named(name)
            .map(String::strip)
            .ifPresentOrElse(value -> take(name, value), () -> unresolved.add(name));
      }
    }
  }

  private void take(String name, String value) {
    if (value.isEmpty()) {
      blank.add(name);
    } else {
      values.put(name, value);
    }
  }

  /** The values that are not blank, to be completed before they are read. */
  Map<String, String> values() {
    return values;
  }

  @Override
  public Optional<String> value(String property) {
    return Optional.ofNullable(values.get(property));
  }

  @Override
  public boolean isUnresolved(String property) {
    return unresolved.contains(property);
  }

  @Override
  public boolean isBlank(String property) {
    return blank.contains(property);
  }

  @Override
  public Iterable<String> names() {
    return written.keySet();
  }

  /** What a node's JVM is to be given: settings as they came out, other properties as written. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(written);
    properties.keySet().removeIf(GivenSettings::isSetting);
    values.forEach((name, value) -> properties.put(name, Expressions.literal(value)));
    return properties;
  }

  private static boolean isSetting(String name) {
    return name.startsWith("halley.");
  }

  /** In the order of MicroProfile Config: properties of the JVM, then the environment. */
  private Optional<String> named(String name) {
    Optional<String> value =
        Optional.ofNullable(written.get(name))
            .or(() -> Optional.ofNullable(System.getProperty(name)))
            .or(() -> Optional.ofNullable(environment.get(name)))
            .or(() -> Optional.ofNullable(environment.get(Node.environmentName(name))));
    if (!beingResolved.add(name)) {
      // it names itself
      return Optional.empty();
    }
    try {
      return value.flatMap(text -> Expressions.resolve(text, this::named));
    } finally {
      beingResolved.remove(name);
    }
  }
}
