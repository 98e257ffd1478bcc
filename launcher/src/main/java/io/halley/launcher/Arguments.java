/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arguments, taken apart.
 *
 * @param options values by option
 * @param flags options that take no value
 * @param properties settings by name, from {@code -Dname=value} and from options that stand for a
 *     setting; what stands later wins
 */
record Arguments(Map<String, String> options, Set<String> flags, Map<String, String> properties) {

  Arguments {
    options = Map.copyOf(options);
    flags = Set.copyOf(flags);
    properties = Map.copyOf(properties);
  }

  /**
   * Takes arguments apart.
   *
   * @param known options that take a value, and the setting that each stands for, or ""
   * @param knownFlags options that take none
   * @throws UsageException for the first thing that is wrong
   */
  static Arguments parse(
      List<String> arguments, Map<String, String> known, Set<String> knownFlags) {
    Map<String, String> options = new HashMap<>();
    Set<String> flags = new HashSet<>();
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("-D")) {
        readProperty(argument, properties);
        continue;
      }
      if (knownFlags.contains(argument)) {
        flags.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String property = known.get(name);
      if (property == null) {
        throw new UsageException("There is no option " + name + "; see ./halley --help.");
      }
      String value = "";
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
        value = arguments.get(++i);
      }
      if (value.isBlank()) {
        throw new UsageException("The option " + name + " needs a value; see ./halley --help.");
      }
      options.put(name, value);
      if (!property.isEmpty()) {
        properties.put(property, value);
      }
    }
    return new Arguments(options, flags, properties);
  }

  private static void readProperty(String argument, Map<String, String> properties) {
    int equals = argument.indexOf('=');
    if (equals < 3) {
      throw new UsageException(argument + " does not have the form -Dname=value.");
    }
    properties.put(argument.substring(2, equals), argument.substring(equals + 1));
  }

  /**
   * An option that is a number.
   *
   * @throws UsageException if it is none, or out of bounds, which are inclusive
   */
  int number(String option, String what, int byDefault, int least, int most) {
    String value = options.getOrDefault(option, String.valueOf(byDefault));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, in the same words as a number out of bounds
    }
    throw new UsageException(
        "The option "
            + option
            + " takes "
            + what
            + " from "
            + least
            + " to "
            + most
            + ", but was given "
            + value
            + ".");
  }
}
