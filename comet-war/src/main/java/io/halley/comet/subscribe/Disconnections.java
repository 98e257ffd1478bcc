/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.comet.connection.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts and logs every connection that ends, by its reason. Safe for any thread. */
public final class Disconnections {
  private static final Logger LOG = System.getLogger(Disconnections.class.getName());

  private final Map<CloseReason, LongAdder> counts = new EnumMap<>(CloseReason.class);
  private final AtomicBoolean slowWarned = new AtomicBoolean();

  public Disconnections() {
    for (CloseReason reason : CloseReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** How many connections ended for the reason since the node started. */
  public long count(CloseReason reason) {
    return counts.getOrDefault(reason, new LongAdder()).sum();
  }

  void ended(String subscriber, CloseReason reason) {
    counts.getOrDefault(reason, new LongAdder()).increment();
    boolean warn = reason == CloseReason.SLOW_CONSUMER && slowWarned.compareAndSet(false, true);
    LOG.log(
        warn ? Level.WARNING : Level.DEBUG,
        () -> "the connection of " + subscriber + " ended: " + reason.sentence());
  }
}
