/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One caller's append of a message to some logs, until all of them have answered. */
final class AppendCall {
  private final Map<Key, Appended> appended;
  private final CompletableFuture<Map<Key, Appended>> answer = new CompletableFuture<>();
  private int open;

  /**
   * @param targets how often {@link #end} will be called
   */
  AppendCall(int targets) {
    open = targets;
    appended = new HashMap<>(targets * 2);
  }

  /** The log of one of the keys has answered; empty: the message was not appended. */
  void end(Key key, Optional<Appended> ended) {
    synchronized (appended) {
      ended.ifPresent(each -> appended.put(key, each));
      open--;
      if (open > 0) {
        return;
      }
    }
    answer.complete(appended);
  }

  /** Ends when all logs have answered. */
  CompletionStage<Map<Key, Appended>> answer() {
    return answer;
  }
}
