/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Tells whoever waits how far it is, a line at a time. */
final class Progress {
  private final PrintStream out;
  private final long start = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Says a line, with the time since the beginning before it. */
  void say(String line) {
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    out.printf(Locale.ROOT, "%3d:%02d  %s%n", seconds / 60, seconds % 60, line);
    out.flush();
  }
}
