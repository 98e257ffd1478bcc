/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.route;

import io.halley.cluster.view.ClusterView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The view that this node goes by, and those who wait for a newer one. Has one thread, on which
 * waiting ends; {@link #close} ends it. Safe for any thread.
 */
public final class CurrentView
    implements Supplier<ClusterView>, Consumer<ClusterView>, AutoCloseable {
  private static final Logger LOG = System.getLogger(CurrentView.class.getName());
  private static final long STOP_SECONDS = 5;

  private record Waiting(long version, CompletableFuture<Void> end) {}

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;
  private volatile ClusterView view;

  /**
   * @param first the view until a newer one is known
   */
  public CurrentView(ClusterView first) {
    view = first;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "halley-web-view");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The newest view that is known. */
  @Override
  public ClusterView get() {
    return view;
  }

  /** Goes by a view from now on, unless it is no newer than the one that is known. */
  @Override
  public void accept(ClusterView next) {
    synchronized (this) {
      if (next.version() <= view.version()) {
        return;
      }
      view = next;
    }
    waiting.stream().filter(one -> one.version() < next.version()).forEach(this::endSoon);
  }

  /**
   * Ends when a view is known that is newer than one of that version, or after the time, whichever
   * comes first; never exceptionally. It ends on a thread that must not be blocked.
   */
  public CompletionStage<Void> newerThan(long version, Duration atMost) {
    Waiting one = new Waiting(version, new CompletableFuture<>());
    waiting.add(one);
    try {
      var late =
          timer.schedule(() -> one.end().complete(null), atMost.toNanos(), TimeUnit.NANOSECONDS);
      one.end()
          .whenComplete(
              (done, failure) -> {
                waiting.remove(one);
                late.cancel(false);
              });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "nobody waits any more, this node is stopping");
      end(one);
      return one.end();
    }
    // it may have come before anybody was told of this one
    if (view.version() > version) {
      endSoon(one);
    }
    return one.end();
  }

  /** On the thread: what waited may have much to do, and who brings a view must go on. */
  private void endSoon(Waiting one) {
    try {
      timer.execute(() -> end(one));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a view came after the end");
    }
  }

  private void end(Waiting one) {
    waiting.remove(one);
    one.end().complete(null);
  }

  /** Ends all waiting, and waits for the thread's end. */
  @Override
  public void close() {
    timer.shutdown();
    waiting.forEach(this::end);
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the thread of the view did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
