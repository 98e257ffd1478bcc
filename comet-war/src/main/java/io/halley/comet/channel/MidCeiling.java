/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.MessageService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ids rising across restarts, even when the clock has stepped back meanwhile: the message
 * service remembers a ceiling that lies some seconds above the ids that were given, it is raised
 * before they reach it, and a node that starts gives ids above the ceiling that it finds. The
 * technique is that of the timestamp oracle in Google's Percolator (2010), section 2.3.
 */
public final class MidCeiling implements AutoCloseable {
  /** How far above the last id the ceiling is set. */
  static final Duration REACH = Duration.ofSeconds(10);

  private static final Duration RAISE_EVERY = Duration.ofSeconds(3);
  private static final Logger LOG = System.getLogger(MidCeiling.class.getName());

  private final MidClock clock;
  private final MessageService messages;
  private final ScheduledExecutorService scheduler;
  private volatile boolean warned;
  private @Nullable ScheduledFuture<?> raising;

  /**
   * @param scheduler stays its owner's to close
   */
  public MidCeiling(MidClock clock, MessageService messages, ScheduledExecutorService scheduler) {
    this.clock = clock;
    this.messages = messages;
    this.scheduler = scheduler;
  }

  /**
   * Lifts the clock above every id that was given before, and begins to raise the ceiling. Blocks
   * for the message service's answer.
   *
   * @throws java.util.concurrent.CompletionException if the message service does not answer
   */
  public void start() {
    long previous = messages.raiseMidCeiling(target()).toCompletableFuture().join();
    clock.raiseTo(previous);
    // ids may now begin above the target
    messages.raiseMidCeiling(target()).toCompletableFuture().join();
    raising =
        scheduler.scheduleWithFixedDelay(
            this::raise, RAISE_EVERY.toMillis(), RAISE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops raising the ceiling. */
  @Override
  public void close() {
    if (raising != null) {
      raising.cancel(false);
    }
  }

  private void raise() {
    try {
      var unused =
          messages.raiseMidCeiling(target()).whenComplete((previous, failure) -> raised(failure));
    } catch (RuntimeException e) {
      // thrown, it would end the schedule
      raised(e);
    }
  }

  private void raised(@Nullable Throwable failure) {
    if (failure == null) {
      warned = false;
      return;
    }
    // ids go on rising: the ceiling only matters if the clock also steps back
    LOG.log(
        warned ? Level.DEBUG : Level.WARNING,
        "the ceiling of message ids was not raised: " + failure.getMessage());
    warned = true;
  }

  private long target() {
    return Mid.plusSeconds(Math.max(clock.last(), clock.now()), REACH.toSeconds());
  }
}
