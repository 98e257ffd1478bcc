/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * One run of the bench.
 *
 * @param title what tells it from other runs whose sections stay in the file, such as {@code JDK
 *     17}
 * @param command what was typed
 * @param conditions machine, versions and settings, each a line
 * @param outcomes in the order of the table
 */
public record Run(String title, String command, List<String> conditions, List<Outcome> outcomes) {
  public Run {
    conditions = List.copyOf(conditions);
    outcomes = List.copyOf(outcomes);
  }

  /** The title as a part of file names. */
  String slug() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
