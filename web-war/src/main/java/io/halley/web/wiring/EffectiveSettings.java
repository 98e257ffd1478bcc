/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The settings in force as an operator may see them. */
final class EffectiveSettings {
  private static final Pattern SECRET = Pattern.compile(".*(admin-key|password|secret)");
  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

  private EffectiveSettings() {}

  /**
   * Every property with its value, or its default where it is not set. Values of secrets are
   * masked, and so are user and password in an address.
   *
   * @param source the value of a property as text; empty where it is not set
   */
  static Map<String, String> of(Function<String, Optional<String>> source) {
    Map<String, String> values = new TreeMap<>();
    Settings.defaults()
        .forEach(
            (property, byDefault) ->
                values.put(property, masked(property, source.apply(property).orElse(byDefault))));
    return values;
  }

  private static String masked(String property, String value) {
    if (SECRET.matcher(property).matches()) {
      return value.isEmpty() ? "" : "***";
    }
    return USER_INFO.matcher(value).replaceAll("//***@");
  }
}
