/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that write answers: few, because answers come in crowds, and waking a thread for each
 * costs more than writing it; and more as soon as all of them wait for clients that do not read.
 * Safe for any thread.
 */
public final class ResponseExecutor implements Executor {
  /** As many as can be at work at a time; more are worth their while only where some wait. */
  static final int FEW = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** A client that reads slowly holds one until it is cut off. */
  static final int MOST = Math.max(64, 2 * FEW);

  private static final long LOOK_MILLIS = 100;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool;

  /** For the thread that looks. */
  private long writtenBefore;

  /**
   * @param threads makes the threads; those that are not needed end
   */
  public ResponseExecutor(ThreadFactory threads) {
    pool =
        new ThreadPoolExecutor(
            FEW, FEW, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    // its queue is never full, so it grows by nothing but look()
    pool.setMaximumPoolSize(MOST);
    pool.allowCoreThreadTimeOut(true);
  }

  /** Begins to look after the threads, until the timer ends. */
  public void lookedAfterBy(ScheduledExecutorService timer) {
    var unused =
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns at once; after the stop it throws {@code RejectedExecutionException}. */
  @Override
  public void execute(Runnable write) {
    pool.execute(write);
  }

  /** Doubles the threads if answers wait and none was written since it was last called. */
  void look() {
    long written = pool.getCompletedTaskCount();
    if (pool.getQueue().isEmpty()) {
      if (pool.getCorePoolSize() > FEW) {
        pool.setCorePoolSize(FEW);
      }
    } else if (written == writtenBefore) {
      pool.setCorePoolSize(Math.min(MOST, pool.getCorePoolSize() * 2));
    }
    writtenBefore = written;
  }

  /** Takes no more answers, and returns when those that wait are written, or the time is up. */
  public void stop(long time, TimeUnit unit) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(time, unit)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
