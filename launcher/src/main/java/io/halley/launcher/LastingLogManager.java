/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.logging.LogManager;

/**
 * The log manager of a node's JVM, which goes on while the node stops. The JDK's closes every
 * handler in a shutdown hook, beside the hooks that stop what still has something to say.
 */
public final class LastingLogManager extends LogManager {
  /** For the JDK, which makes the one of this JVM. */
  public LastingLogManager() {}

  /** Closes the handlers of this JVM's log manager: nothing is logged from now on. */
  static void end() {
    LogManager.getLogManager().reset();
  }

  @Override
  public void reset() {
    // the JDK's hook is a class within its log manager
    if (Thread.currentThread().getClass().getEnclosingClass() != LogManager.class) {
      super.reset();
    }
  }
}
