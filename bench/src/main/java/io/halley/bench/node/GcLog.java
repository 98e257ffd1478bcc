/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a JVM's collections, read as it grows; for one thread. */
public final class GcLog {
  private static final Pattern PAUSE = Pattern.compile("Pause (.*) (\\d+\\.\\d+)ms$");

  private final Path file;
  private int read;

  GcLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The pauses since this was asked last, but for those that the bench itself asked for. */
  public GcPauses pausesSince() throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> fresh = lines.subList(Math.min(read, lines.size()), lines.size());
    read = lines.size();
    return pauses(fresh);
  }

  static GcPauses pauses(List<String> lines) {
    int count = 0;
    double total = 0;
    double longest = 0;
    for (String line : lines) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find() && !pause.group(1).contains("Diagnostic Command")) {
        double millis = Double.parseDouble(pause.group(2));
        count++;
        total += millis;
        longest = Math.max(longest, millis);
      }
    }
    return new GcPauses(count, total, longest);
  }
}
