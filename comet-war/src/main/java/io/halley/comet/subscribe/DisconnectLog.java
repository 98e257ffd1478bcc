/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.outage.OutageLog;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts and logs every connection that ends, by its reason. Safe for any thread. */
public final class DisconnectLog {
  private static final Logger LOG = System.getLogger(DisconnectLog.class.getName());

  /** One slow client after the other is one trouble. */
  private static final Duration SLOW_QUIET = Duration.ofMinutes(1);

  private final ConnectionCounters counters;
  private final OutageLog slow;

  public DisconnectLog(ConnectionCounters counters) {
    this(counters, System::nanoTime);
  }

  DisconnectLog(ConnectionCounters counters, LongSupplier nanos) {
    this.counters = counters;
    slow =
        new OutageLog(
            LOG, "connections no longer end because they read too slowly", SLOW_QUIET, nanos);
  }

  void ended(String subscriber, CloseReason reason) {
    counters.closed(reason);
    if (reason == CloseReason.SLOW_CONSUMER) {
      slow.failed(() -> sentence(subscriber, reason));
    } else {
      slow.worked();
      LOG.log(Level.DEBUG, () -> sentence(subscriber, reason));
    }
  }

  private static String sentence(String subscriber, CloseReason reason) {
    return "the connection of " + subscriber + " ended: " + reason.sentence();
  }
}
