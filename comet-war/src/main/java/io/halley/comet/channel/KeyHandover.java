/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.view.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends subscribers to the nodes that their keys moved to: over some time and in random order, so
 * that the new owners are not met by all of them at once. Safe for any thread; nothing blocks.
 */
public final class KeyHandover {
  private static final int SLICES_PER_SECOND = 10;

  private final ChannelDirectory channels;
  private final ScheduledExecutorService scheduler;
  private final Duration within;

  /**
   * @param scheduler stays its owner's to close; what is still to be closed then, the owner closes
   * @param within time over which the connections of moved keys are closed
   */
  public KeyHandover(
      ChannelDirectory channels, ScheduledExecutorService scheduler, Duration within) {
    this.channels = channels;
    this.scheduler = scheduler;
    this.within = within;
  }

  /**
   * Goes by a view from now on, unless it is an older one: when this returns, nothing more is done
   * for keys that are another node's, and the connections to them begin to be closed.
   */
  public void adopt(ClusterView view) {
    List<Runnable> departures = new ArrayList<>(channels.adopt(view));
    Collections.shuffle(departures);
    int slices = Math.max(1, (int) (within.toMillis() * SLICES_PER_SECOND / 1_000));
    for (int slice = 0; slice < slices; slice++) {
      List<Runnable> these =
          departures.subList(
              departures.size() * slice / slices, departures.size() * (slice + 1) / slices);
      if (!these.isEmpty()) {
        var unused =
            scheduler.schedule(
                () -> these.forEach(Runnable::run),
                within.toMillis() * slice / slices,
                TimeUnit.MILLISECONDS);
      }
    }
  }
}
