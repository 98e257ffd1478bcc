/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.SaveResult;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What is known of saves that failed. Those that fail as a whole are told of once an outage, since
 * a message service that is away fails every message. Safe for any thread.
 */
final class SaveTroubles {
  private static final Logger LOG = System.getLogger(SaveTroubles.class.getName());

  /** More than a save can wait for its turn and for a store that hangs. */
  private static final Duration LATEST = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final OutageLog outage = new OutageLog(LOG, "messages are saved again");
  private volatile Instant last = Instant.MIN;

  SaveTroubles(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A save ended.
   *
   * @param result null if the message service did not answer
   * @param failure null if it did
   */
  void ended(@Nullable SaveResult result, @Nullable Throwable failure) {
    if (failure != null) {
      outage.failed(() -> "messages were not saved: " + failure.getMessage());
    } else {
      outage.worked();
    }
    if (result == null || !result.failed().isEmpty()) {
      last = clock.instant();
    }
  }

  /**
   * Whether a message whose save was given up may come to the store yet, or may have come while
   * nobody looked. Who saves another has to look for it.
   */
  boolean mayComeLate() {
    return clock.instant().isBefore(last.plus(LATEST));
  }
}
