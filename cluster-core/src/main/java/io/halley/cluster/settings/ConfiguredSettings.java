/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a deployed module: what MicroProfile Config tells, which replaces an expression
 * that resolves to nothing by nothing, and passes over a source that has an empty value.
 *
 * @param values a property's value, its expressions resolved; empty where it is not set. It may
 *     throw {@link IllegalArgumentException} where an expression names itself.
 * @param written the same as it is written; null where it is not set
 * @param sources the value of a property in each source, null where that does not have it; the
 *     source that goes before the others first
 * @param names every property that is set
 */
public record ConfiguredSettings(
    Function<String, Optional<String>> values,
    Function<String, @Nullable String> written,
    List<Function<String, @Nullable String>> sources,
    Iterable<String> names)
    implements SettingsSource {

  public ConfiguredSettings {
    sources = List.copyOf(sources);
  }

  @Override
  public Optional<String> value(String property) {
    return values.apply(property);
  }

  @Override
  public boolean isUnresolved(String property) {
    try {
      return Optional.ofNullable(written.apply(property))
          .filter(text -> Expressions.resolve(text, values).isEmpty())
          .isPresent();
    } catch (IllegalArgumentException e) {
      // an expression that names itself resolves to nothing, and e repeats the value
      return true;
    }
  }

  @Override
  public boolean isBlank(String property) {
    return sources.stream()
        .map(source -> Optional.ofNullable(source.apply(property)))
        .flatMap(Optional::stream)
        .findFirst()
        .filter(String::isBlank)
        .isPresent();
  }
}
