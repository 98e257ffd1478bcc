/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import io.halley.cluster.rpc.ServiceUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends stages that are late. It has a thread while there are such, and not the one of {@link
 * CompletableFuture#orTimeout}: that belongs to the JVM, lives for ever, and holds on to the class
 * loader of the application that was the first to need it. Safe for any thread.
 */
final class CallDeadlines implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CallDeadlines.class.getName());
  private static final long IDLE_SECONDS = 10;

  private final Duration deadline;
  private final Duration stopWithin;
  private final ScheduledThreadPoolExecutor timer;

  private final Set<Call> open = ConcurrentHashMap.newKeySet();

  /**
   * @param deadline of every stage
   * @param stopWithin how long {@link #close} may wait for stages to end
   */
  CallDeadlines(Duration deadline, Duration stopWithin) {
    this.deadline = deadline;
    this.stopWithin = stopWithin;
    timer = new ScheduledThreadPoolExecutor(1, CallDeadlines::thread);
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "halley-rpc-deadlines");
    thread.setDaemon(true);
    // whichever module makes the first call, the thread is to hold on to none
    thread.setContextClassLoader(CallDeadlines.class.getClassLoader());
    return thread;
  }

  /**
   * Ends a stage as unavailable at the deadline, unless it has ended by then; after {@link #close},
   * at once.
   *
   * @param callee who does not answer, as the subject of a sentence
   */
  void bound(CompletableFuture<?> stage, String callee) {
    if (stage.isDone()) {
      return;
    }
    Call call = new Call(stage, callee);
    open.add(call);
    try {
      ScheduledFuture<?> end =
          timer.schedule(call::isLate, deadline.toNanos(), TimeUnit.NANOSECONDS);
      stage.whenComplete(
          (result, failure) -> {
            open.remove(call);
            end.cancel(false);
          });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a call came after the end", e);
      call.isCut();
    }
  }

  /**
   * Lets stages that are bounded end, for some seconds, ends those that are left, and returns when
   * the thread has ended.
   */
  @Override
  public void close() {
    timer.shutdown();
    try {
      // the timer ends by itself when nothing is bounded any more
      if (!timer.awaitTermination(stopWithin.toNanos(), TimeUnit.NANOSECONDS)) {
        timer.shutdownNow();
        open.forEach(Call::isCut);
        if (!timer.awaitTermination(stopWithin.toNanos(), TimeUnit.NANOSECONDS)) {
          LOG.log(Level.WARNING, "the thread of the deadlines did not end in time");
        }
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      open.forEach(Call::isCut);
      Thread.currentThread().interrupt();
    }
  }

  /** A stage that is bounded, and who does not answer. */
  private final class Call {
    private final CompletableFuture<?> stage;
    private final String callee;

    Call(CompletableFuture<?> stage, String callee) {
      this.stage = stage;
      this.callee = callee;
    }

    void isLate() {
      end("DEADLINE_EXCEEDED (after " + deadline.toMillis() + " ms)");
    }

    void isCut() {
      open.remove(this);
      end("CANCELLED (this node is stopping)");
    }

    private void end(String why) {
      stage.completeExceptionally(
          new ServiceUnavailableException(callee + " did not answer: " + why));
    }
  }
}
