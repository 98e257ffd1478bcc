/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

/**
 * Tells the screen that a stop has begun, and when nothing is left to stop. A start that failed
 * says why instead, so the lines are for what has been ready. Safe for any thread.
 */
final class StopNotice {
  private final Console console;
  private volatile boolean armed;
  private volatile boolean stopping;

  StopNotice(Console console) {
    this.console = console;
  }

  /** Says so from now on. */
  void arm() {
    armed = true;
  }

  /** Whether a stop has begun: what ends then does not end by itself. */
  boolean isStopping() {
    return stopping;
  }

  /** Stops something between the two lines. */
  void around(Runnable stop) {
    stopping = true;
    if (armed) {
      console.complain("stopping");
    }
    stop.run();
    if (armed) {
      console.complain("stopped");
    }
  }
}
