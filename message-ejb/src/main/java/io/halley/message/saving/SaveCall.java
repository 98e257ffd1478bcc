/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.cluster.message.Key;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One caller's save of a message for some keys, until all of them are answered. */
final class SaveCall {
  private final AtomicInteger open;
  private final Set<Key> failed = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Set<Key>> answer = new CompletableFuture<>();

  /**
   * @param recipients how often {@link #saved} or {@link #failed} will be called
   */
  SaveCall(int recipients) {
    open = new AtomicInteger(recipients);
  }

  void saved() {
    if (open.decrementAndGet() == 0) {
      answer.complete(Set.copyOf(failed));
    }
  }

  void failed(Key key) {
    failed.add(key);
    saved();
  }

  /** Ends with the keys that failed. */
  CompletionStage<Set<Key>> answer() {
    return answer;
  }
}
