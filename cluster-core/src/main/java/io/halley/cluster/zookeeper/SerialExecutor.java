/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks in order on one daemon thread. A task that fails is logged, and the next one runs; a
 * task given after the end is dropped. Safe for any thread; its owner closes it.
 */
public final class SerialExecutor implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());
  private static final Duration END = Duration.ofSeconds(10);

  private final String name;
  private final ScheduledExecutorService executor;

  /**
   * @param name the thread's
   */
  public SerialExecutor(String name) {
    this(name, task -> daemon(task, name));
  }

  SerialExecutor(String name, ThreadFactory threads) {
    this.name = name;
    executor = Executors.newSingleThreadScheduledExecutor(threads);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "{0} has ended, what came late is dropped", name);
    }
  }

  /**
   * Does the task again and again until the end.
   *
   * @param beat time before the first, and between the end of one and the begin of the next
   */
  public void every(Duration beat, Runnable task) {
    executor.scheduleWithFixedDelay(
        guarded(task), beat.toNanos(), beat.toNanos(), TimeUnit.NANOSECONDS);
  }

  <T> Future<T> submit(Callable<T> task) {
    return executor.submit(task);
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "something failed on " + name + "; it goes on", e);
      }
    };
  }

  /** Does what waits, and returns when the thread has ended, at the latest after 10 seconds. */
  public void finish() {
    executor.shutdown();
    awaitEnd();
  }

  /**
   * Interrupts what is being done, drops what waits, and returns when the thread has ended, at the
   * latest after 10 seconds.
   */
  @Override
  public void close() {
    executor.shutdownNow();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!executor.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "{0} has not ended within {1}", name, END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
