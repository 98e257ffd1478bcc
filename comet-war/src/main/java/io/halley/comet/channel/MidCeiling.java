/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ids rising across restarts, even when the clock has stepped back meanwhile: the message
 * service remembers a ceiling that lies some seconds above the ids that were given, it is raised
 * before they reach it, and a node that starts gives ids above the ceiling that it finds. The
 * technique is that of the timestamp oracle in Google's Percolator (2010), section 2.3.
 *
 * <p>All comet nodes raise the same ceiling. It tells each of them how far the ids of the others
 * have come, and a node whose clock is behind follows, so that ids also rise when a key moves.
 */
public final class MidCeiling implements AutoCloseable {
  /** How far above the last id the ceiling is set. */
  static final Duration REACH = Duration.ofSeconds(10);

  private static final Duration RAISE_EVERY = Duration.ofSeconds(3);
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);
  private static final Duration FAR_AHEAD = Duration.ofMinutes(1);
  private static final Logger LOG = System.getLogger(MidCeiling.class.getName());

  private final MidClock clock;
  private final MessageService messages;
  private final ScheduledExecutorService scheduler;
  private final OutageLog outage = new OutageLog(LOG, "the ceiling of message ids is raised again");
  private final OutageLog clocks =
      new OutageLog(LOG, "the message ids of other nodes are no longer far ahead of this clock");
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
   * @param patience how long it is asked again while it does not answer
   * @throws ServiceUnavailableException if it did not answer in that time
   */
  public void start(Duration patience) {
    clock.raiseTo(firstAnswer(System.nanoTime() + patience.toNanos()));
    // ids may now begin above the target
    messages.raiseMidCeiling(target()).toCompletableFuture().join();
    raising =
        scheduler.scheduleWithFixedDelay(
            this::raise, RAISE_EVERY.toMillis(), RAISE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private long firstAnswer(long untilNanos) {
    while (true) {
      try {
        return messages.raiseMidCeiling(target()).toCompletableFuture().join();
      } catch (CompletionException e) {
        if (System.nanoTime() - untilNanos >= 0) {
          throw e.getCause() instanceof ServiceUnavailableException away ? away : e;
        }
        LOG.log(Level.DEBUG, "the message service is not there yet", e);
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
      }
    }
  }

  /** Stops raising the ceiling. */
  @Override
  public void close() {
    if (raising != null) {
      raising.cancel(false);
    }
  }

  /** Raises the ceiling now; it is also done at intervals. */
  public void raise() {
    try {
      var unused =
          messages
              .raiseMidCeiling(target())
              .whenComplete(
                  (previous, failure) -> {
                    if (failure == null) {
                      follow(previous);
                    } else {
                      notRaised(failure);
                    }
                  });
    } catch (RuntimeException e) {
      // thrown, it would end the schedule
      notRaised(e);
    }
  }

  /** The ids of whoever set the ceiling were at most this far below it. */
  private void follow(long ceiling) {
    outage.worked();
    long others = Mid.plusSeconds(ceiling, -REACH.toSeconds());
    clock.raiseTo(others);
    if (others <= Mid.plusSeconds(clock.now(), FAR_AHEAD.toSeconds())) {
      clocks.worked();
    } else {
      clocks.failed(
          () ->
              "the message ids of another node are more than "
                  + FAR_AHEAD.toSeconds()
                  + " seconds ahead of this node's clock, and this node follows; set the clocks of"
                  + " the machines, with NTP for instance");
    }
  }

  private void notRaised(Throwable failure) {
    // ids go on rising: the ceiling only matters if the clock also steps back
    outage.failed(() -> "the ceiling of message ids was not raised: " + failure.getMessage());
  }

  private long target() {
    return Mid.plusSeconds(Math.max(clock.last(), clock.now()), REACH.toSeconds());
  }
}
