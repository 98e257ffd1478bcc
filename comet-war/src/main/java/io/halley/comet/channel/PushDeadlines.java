/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends stages that are late. It has a thread while there are such, and not the one of {@link
 * CompletableFuture#completeOnTimeout}: that belongs to the JVM, lives for ever, and holds on to
 * the class loader of the application that was the first to need it. Safe for any thread; {@link
 * #close} ends it.
 */
final class PushDeadlines implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PushDeadlines.class.getName());
  private static final long IDLE_SECONDS = 10;
  private static final long STOP_SECONDS = 5;

  private final ScheduledThreadPoolExecutor timer;

  PushDeadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "halley-push-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /**
   * Completes a stage after a time, unless it has ended by then; after {@link #close}, at once.
   *
   * @param late what it ends with; what depends on the stage must not block
   * @return the stage
   */
  <T> CompletableFuture<T> within(long nanos, CompletableFuture<T> stage, T late) {
    try {
      var deadline = timer.schedule(() -> stage.complete(late), nanos, TimeUnit.NANOSECONDS);
      stage.whenComplete((result, failure) -> deadline.cancel(false));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the node stops, and waits for no log", e);
      stage.complete(late);
    }
    return stage;
  }

  /** Ends the thread; stages that are not there yet are not ended any more. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the thread of the deadlines did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
