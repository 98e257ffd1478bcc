/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler without time or threads: what is repeated runs when the test says so, until it is
 * cancelled or throws, as the contract of schedulers has it. For one thread.
 */
final class ManualScheduler extends ScheduledThreadPoolExecutor {
  private final List<Repeated> repeated = new ArrayList<>();

  ManualScheduler() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    Repeated task = new Repeated(command, Duration.of(delay, unit.toChronoUnit()));
    repeated.add(task);
    return task;
  }

  /** Runs once what is scheduled. */
  void runAll() {
    repeated.removeIf(task -> !task.runAndReset());
  }

  /** Runs nothing of what was scheduled until now, as if its process had been killed. */
  void forget() {
    repeated.clear();
  }

  boolean isIdle() {
    return repeated.stream().allMatch(FutureTask::isDone);
  }

  /** The time between two runs of what was scheduled first. */
  Duration period() {
    return repeated.get(0).period;
  }

  private static final class Repeated extends FutureTask<Object>
      implements ScheduledFuture<Object> {
    final Duration period;

    Repeated(Runnable command, Duration period) {
      super(command, "done");
      this.period = period;
    }

    @Override
    public boolean runAndReset() {
      return super.runAndReset();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(period);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
