/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import java.lang.System.Logger.Level;

/**
 * Two lines for each part of a node that stops, so that a log tells a stop that was asked for from
 * a process that was killed, and which part took its time. They go to the logger {@value #NAME}.
 */
public final class ShutdownLog {
  /** The logger's name. */
  public static final String NAME = "io.halley.shutdown";

  private static final System.Logger LOG = System.getLogger(NAME);

  private ShutdownLog() {}

  /**
   * Stops a part.
   *
   * @param part its name, as in "The web node node1"
   * @param stop stops it; what it throws is passed on, and the second line left out
   */
  public static void around(String part, Runnable stop) {
    LOG.log(Level.INFO, part + " is stopping.");
    stop.run();
    LOG.log(Level.INFO, part + " has stopped.");
  }
}
