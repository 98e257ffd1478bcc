/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells of saves that fail as a whole: the first of a row as a warning, the others for debugging
 * only, since a message service that is away fails every message. Safe for any thread.
 */
final class SaveLog {
  private static final Logger LOG = System.getLogger(SaveLog.class.getName());

  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * A save ended.
   *
   * @param failure null if the message service answered
   */
  void done(@Nullable Throwable failure) {
    if (failure != null) {
      LOG.log(
          warned.getAndSet(true) ? Level.DEBUG : Level.WARNING,
          () -> "messages were not saved: " + failure.getMessage());
    } else if (warned.get()) {
      warned.set(false);
    }
  }
}
