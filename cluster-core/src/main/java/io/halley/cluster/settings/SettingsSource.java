/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.List;
import java.util.Optional;

/**
 * Where settings come from. What a source only knows of its values' text, and not whether they hold
 * expressions, is one method.
 */
@FunctionalInterface
public interface SettingsSource {
  /**
   * The value of a property, the expressions in it resolved; empty where it is not set. It may be
   * blank, which is the same but for secrets.
   */
  Optional<String> value(String property);

  /**
   * Whether the value has an expression {@code ${...}} that resolves to nothing, and is therefore
   * not the text that was meant.
   */
  default boolean isUnresolved(String property) {
    return false;
  }

  /** Whether the property is set, and set to nothing, where it is looked for first. */
  default boolean isBlank(String property) {
    return value(property).filter(String::isBlank).isPresent();
  }

  /** Names of properties that are set, Halley's and others. */
  default Iterable<String> names() {
    return List.of();
  }
}
