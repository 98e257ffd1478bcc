/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is decided under a lock is done after the lock is released, in the order in which it was
 * decided. Whichever thread comes first does it for all; it must not block. Safe for any thread.
 */
final class Decisions {
  private static final Logger LOG = System.getLogger(Decisions.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Runnable> decided = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isDoing = new AtomicBoolean();

  /** Decides under the lock, then does what was decided. */
  <T> T decide(Supplier<T> decision) {
    T result;
    lock.lock();
    try {
      result = decision.get();
    } finally {
      lock.unlock();
    }
    doDecided();
    return result;
  }

  /** The same for a decision without a result. */
  void decide(Runnable decision) {
    lock.lock();
    try {
      decision.run();
    } finally {
      lock.unlock();
    }
    doDecided();
  }

  /** Takes what is to be done. Called under the lock. */
  void later(Runnable task) {
    decided.add(task);
  }

  private void doDecided() {
    // what is added while another thread does it is seen by that thread, or here
    while (!decided.isEmpty() && isDoing.compareAndSet(false, true)) {
      try {
        for (Runnable next = decided.poll(); next != null; next = decided.poll()) {
          run(next);
        }
      } finally {
        isDoing.set(false);
      }
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a delivery failed unexpectedly", e);
    }
  }
}
