/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import java.lang.System.Logger.Level;

/**
 * Sentences for whoever starts a node. They go to the logger {@value #NAME}, where a launcher may
 * listen: an error there means that the node will not come up, and why.
 */
public final class StartupLog {
  /** The logger's name. */
  public static final String NAME = "io.halley.startup";

  private static final System.Logger LOG = System.getLogger(NAME);

  private StartupLog() {}

  /** A part of the node is up; the sentence says which and where. */
  public static void started(String sentence) {
    LOG.log(Level.INFO, sentence);
  }

  /** The node cannot start; the sentence says why and what to do. */
  public static void refused(String sentence) {
    LOG.log(Level.ERROR, sentence);
  }
}
