/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs sends on few threads of an executor, which would begin a thread for each of the thousands
 * that a fan-out makes at once. A send that hangs keeps its thread; after a moment another one
 * takes its place, so that nobody waits for a stalled client. Tasks begin in the order in which
 * they came. Safe for any thread; {@link #execute} does not block.
 */
final class SenderPool implements Executor {
  private static final Logger LOG = System.getLogger(SenderPool.class.getName());

  /** How long a send may take before it counts as hanging. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Threads at the most, those that hang among them. */
  static final int MOST = 256;

  private final Executor executor;
  private final int width;
  private final LongSupplier nanoTime;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Sender> senders = new ArrayList<>(); // guarded by itself

  /**
   * @param executor whose threads these are; stays its owner's to close
   * @param width threads, but for those that hang
   */
  SenderPool(Executor executor, int width, LongSupplier nanoTime) {
    this.executor = executor;
    this.width = width;
    this.nanoTime = nanoTime;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    startOneIfNeeded();
  }

  /**
   * Looks whether what waits is held up by sends that hang, or by an executor that had no thread;
   * to be called each second.
   */
  void sweep() {
    startOneIfNeeded();
  }

  private void startOneIfNeeded() {
    Sender sender;
    synchronized (senders) {
      if (tasks.isEmpty() || senders.size() >= MOST || working() >= width) {
        return;
      }
      sender = new Sender();
      senders.add(sender);
    }
    try {
      executor.execute(sender);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the executor has no thread; the next send or sweep asks again", e);
      retire(sender);
    }
  }

  private int working() {
    if (senders.size() < width) {
      return senders.size();
    }
    long now = nanoTime.getAsLong();
    int working = 0;
    for (Sender sender : senders) {
      if (!sender.hangs(now)) {
        working++;
      }
    }
    return working;
  }

  private void retire(Sender sender) {
    synchronized (senders) {
      senders.remove(sender);
    }
  }

  private final class Sender implements Runnable {
    /** When the send began that is under way. */
    private volatile long began = nanoTime.getAsLong();

    @Override
    public void run() {
      try {
        work();
      } finally {
        // whatever ended it: who added a task a moment ago may have counted on this
        retire(this);
        startOneIfNeeded();
      }
    }

    /** Ends when nothing is left, or after a send that hung: another has this one's place then. */
    private void work() {
      Runnable task = tasks.poll();
      while (task != null) {
        began = nanoTime.getAsLong();
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "a send failed unexpectedly", e);
        }
        task = hangs(nanoTime.getAsLong()) ? null : tasks.poll();
      }
    }

    boolean hangs(long now) {
      return now - began > PATIENCE_NANOS;
    }
  }
}
