/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts and logs every connection that ends, by its reason. Safe for any thread. */
public final class Disconnections {
  private static final Logger LOG = System.getLogger(Disconnections.class.getName());

  private final ConnectionCounters counters;
  private final AtomicBoolean slowWarned = new AtomicBoolean();

  public Disconnections(ConnectionCounters counters) {
    this.counters = counters;
  }

  void ended(String subscriber, CloseReason reason) {
    counters.closed(reason);
    boolean warn = reason == CloseReason.SLOW_CONSUMER && slowWarned.compareAndSet(false, true);
    LOG.log(
        warn ? Level.WARNING : Level.DEBUG,
        () -> "the connection of " + subscriber + " ended: " + reason.sentence());
  }
}
