/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits for one lane, bounded, in order. Safe for any thread. */
final class SaveQueue {
  private final ArrayDeque<PendingSave> waiting = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  SaveQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Returns at once: false if the queue is full or closed. */
  synchronized boolean offer(PendingSave save) {
    if (closed || waiting.size() >= capacity) {
      return false;
    }
    waiting.add(save);
    if (waiting.size() == 1) {
      notifyAll();
    }
    return true;
  }

  /**
   * Waits until there is something, then takes all of it up to the limit.
   *
   * @return empty only when the queue is closed and nothing is left
   */
  synchronized List<PendingSave> take(int limit) throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return poll(limit);
  }

  /** Takes what is there, without waiting. */
  synchronized List<PendingSave> poll(int limit) {
    List<PendingSave> taken = new ArrayList<>(Math.min(limit, waiting.size()));
    while (taken.size() < limit && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** From now on nothing can be added; what waits can still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
