/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one lane, bounded, in order. Any thread may add, one takes. */
final class AppendQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition enough = lock.newCondition();
  private final ArrayDeque<PendingAppend> waiting = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  /** How many must wait before who takes is woken; nobody is woken while it is not waiting. */
  private int wanted = Integer.MAX_VALUE;

  AppendQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Returns at once: false if the queue is full or closed. */
  boolean offer(PendingAppend append) {
    lock.lock();
    try {
      if (closed || waiting.size() >= capacity) {
        return false;
      }
      waiting.add(append);
      if (waiting.size() == wanted) {
        enough.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something, and then until as many are there as are hoped for, or some time
   * has passed.
   *
   * @param limit taken at the most
   * @param hopedFor at least 1; waited for no longer than {@code patienceNanos}
   * @return empty only when the queue is closed and nothing is left
   */
  List<PendingAppend> take(int limit, int hopedFor, long patienceNanos)
      throws InterruptedException {
    lock.lock();
    try {
      wanted = 1;
      while (waiting.isEmpty() && !closed) {
        enough.await();
      }
      wanted = Math.min(hopedFor, Math.min(limit, capacity));
      long left = patienceNanos;
      while (waiting.size() < wanted && left > 0 && !closed) {
        left = enough.awaitNanos(left);
      }
      return poll(limit);
    } finally {
      wanted = Integer.MAX_VALUE;
      lock.unlock();
    }
  }

  /** Takes what is there, without waiting. */
  List<PendingAppend> poll(int limit) {
    lock.lock();
    try {
      List<PendingAppend> taken = new ArrayList<>(Math.min(limit, waiting.size()));
      while (taken.size() < limit && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing can be added; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      enough.signal();
    } finally {
      lock.unlock();
    }
  }
}
