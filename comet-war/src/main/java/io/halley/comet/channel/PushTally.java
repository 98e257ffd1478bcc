/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a push for keys of one bucket. Whoever goes on with the push has it to himself:
 * one thread after the other.
 */
final class PushTally {
  private final boolean isStored;
  private final boolean isDetailed;
  private final Set<Key> failed = new HashSet<>();
  private final Set<Key> moved = new HashSet<>();
  private final Map<Key, PushDetail> details = new HashMap<>();
  private final Map<Key, Long> left = new HashMap<>(0);
  private final Map<Key, Receipt> receipts = new HashMap<>();

  PushTally(PushBatch batch) {
    this.isStored = batch.isStored();
    this.isDetailed = batch.isDetailed();
  }

  /** The message reached nobody, and was not appended. */
  void failed(Key key) {
    failed.add(key);
    receipts.remove(key);
  }

  /** The key is another node's. */
  void moved(Key key) {
    moved.add(key);
  }

  /** The message was appended under this mid, and the key became another node's meanwhile. */
  void left(Key key, long mid) {
    left.put(key, mid);
  }

  /** Who wants to know more of the key's message; null where nobody does. */
  @Nullable Receipt receipt(Key key) {
    if (!isDetailed) {
      return null;
    }
    Receipt receipt = new Receipt(isStored);
    receipts.put(key, receipt);
    return receipt;
  }

  /** Nobody listens to the key. */
  void unheard(Key key, long mid) {
    if (isDetailed) {
      details.put(key, new PushDetail(mid, isStored, 0, false));
    }
  }

  /** Ends when all is known that was asked for: at the latest when every message had its turn. */
  CompletionStage<PushResult> result() {
    if (receipts.isEmpty()) {
      return CompletableFuture.completedStage(new PushResult(failed, moved, details, left));
    }
    CompletableFuture<?>[] turns =
        receipts.values().stream()
            .map(receipt -> receipt.detail().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(turns)
        .thenApply(
            over -> {
              receipts.forEach(
                  (key, receipt) ->
                      details.put(key, receipt.detail().toCompletableFuture().join()));
              return new PushResult(failed, moved, details, left);
            });
  }
}
