/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler without time or threads: tasks run in turn when the test says so. */
final class DelayedTasks extends ScheduledThreadPoolExecutor {
  private final Queue<Task> tasks = new ArrayDeque<>();

  DelayedTasks() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, unit.toMillis(delay));
    tasks.add(task);
    return task;
  }

  /** The delays of what has not run. */
  List<Long> delaysMillis() {
    return tasks.stream().map(task -> task.delayMillis).toList();
  }

  /** Runs the first of what has not run. */
  void runNext() {
    tasks.remove().run();
  }

  /** Runs what has not run, also what is scheduled meanwhile. */
  void runAll() {
    while (!tasks.isEmpty()) {
      runNext();
    }
  }

  private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
    final long delayMillis;

    Task(Runnable command, long delayMillis) {
      super(command, "done");
      this.delayMillis = delayMillis;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
