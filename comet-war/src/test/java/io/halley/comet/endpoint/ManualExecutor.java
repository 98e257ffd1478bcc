/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks when the test says so, or takes none. For one thread. */
final class ManualExecutor implements Executor {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean rejecting;

  @Override
  public void execute(Runnable task) {
    if (rejecting) {
      throw new RejectedExecutionException("a test's wish");
    }
    tasks.add(task);
  }

  void rejecting(boolean now) {
    rejecting = now;
  }

  int waiting() {
    return tasks.size();
  }

  /** Runs what came first. */
  void runOne() {
    tasks.remove().run();
  }

  /** Runs what there is to run, and what comes of it. */
  void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }
}
