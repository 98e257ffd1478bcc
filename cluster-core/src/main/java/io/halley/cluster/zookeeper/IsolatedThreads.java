/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for a library that ends them without waiting for their end. */
final class IsolatedThreads implements ThreadFactory {
  private static final System.Logger LOG = System.getLogger(IsolatedThreads.class.getName());

  private final String name;
  private final AtomicInteger made = new AtomicInteger();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  IsolatedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = SerialExecutor.daemon(task, name + "-" + made.incrementAndGet());
    threads.removeIf(before -> before.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /** Returns when the threads have ended, or after the time for each of them. */
  void awaitEnd(Duration each) {
    for (Thread thread : threads) {
      try {
        thread.join(each.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (thread.isAlive()) {
        LOG.log(Level.WARNING, "{0} has not ended within {1}", thread.getName(), each);
      }
    }
  }
}
