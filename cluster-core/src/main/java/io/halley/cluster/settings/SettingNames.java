/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The names of all settings, and which one somebody who misspelt it has meant. */
public final class SettingNames {
  private static final String PREFIX = "halley.";

  /** What the command files of Payara Micro read beside the settings. */
  private static final Set<String> OF_COMMAND_FILES = Set.of("halley.http.address");

  private final Set<String> known;

  /** The names of {@link Settings#defaults}. */
  public SettingNames() {
    this(Settings.defaults().keySet());
  }

  SettingNames(Collection<String> known) {
    this.known = new TreeSet<>(known);
  }

  /** Every name that there is, sorted. */
  public Set<String> known() {
    return known;
  }

  /** A sentence for each name that begins like a setting and is none, once. */
  public List<String> mistakes(Iterable<String> names) {
    return StreamSupport.stream(names.spliterator(), false)
        .filter(name -> name.startsWith(PREFIX))
        .filter(name -> !known.contains(name) && !OF_COMMAND_FILES.contains(name))
        .distinct()
        .sorted()
        .map(name -> "There is no setting " + name + "; did you mean " + nearest(name) + "?")
        .toList();
  }

  /** The known name that takes the fewest edits to reach. */
  String nearest(String name) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
        .orElseThrow();
  }

  /** Levenshtein's distance, with one row of its table at a time. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(diagonal, row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
