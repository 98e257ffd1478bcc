/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.store.SaveOutcome;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** One caller's save of a message for some keys, until all of them are answered. */
final class SaveCall {
  private final AtomicInteger open;
  private final Queue<Key> failed = new ConcurrentLinkedQueue<>();
  private final Queue<Conflict> conflicts = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<SaveResult> answer = new CompletableFuture<>();

  /**
   * @param recipients how often {@link #end} will be called
   */
  SaveCall(int recipients) {
    open = new AtomicInteger(recipients);
  }

  /** The message is saved, or not, for one of its keys. */
  void end(Key key, SaveOutcome outcome) {
    if (outcome instanceof SaveOutcome.Met met) {
      conflicts.add(met.conflict());
    } else if (outcome == SaveOutcome.Plain.REFUSED) {
      failed.add(key);
    }
    if (open.decrementAndGet() == 0) {
      answer.complete(result());
    }
  }

  /** Ends when all keys are answered. */
  CompletionStage<SaveResult> answer() {
    return answer;
  }

  private SaveResult result() {
    return failed.isEmpty() && conflicts.isEmpty()
        ? SaveResult.done()
        : new SaveResult(Keys.setOf(failed), List.copyOf(conflicts));
  }
}
