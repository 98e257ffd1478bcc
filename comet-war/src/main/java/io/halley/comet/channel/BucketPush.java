/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One push to keys of one bucket: the keys whose logs are asked, and the outcome of the others. One
 * thread uses it after the other, never two at a time.
 */
final class BucketPush {
  /** A key whose log is asked, and what waits in its channel. */
  record Entry(Key key, Pending pending) {}

  final PushBatch batch;
  final List<Entry> entries = new ArrayList<>();
  private final PushResult.Builder result = new PushResult.Builder();

  /** The messages that wait in channels, where the sender asked for details. */
  private final Map<Key, Pending> turns = new HashMap<>();

  BucketPush(PushBatch batch) {
    this.batch = batch;
  }

  /** The message as it waits in the key's channel; its mid will be above the given one. */
  Pending pending(Key key, long above) {
    Pending pending = new Pending(batch, above);
    if (batch.isDetailed()) {
      turns.put(key, pending);
    }
    return pending;
  }

  /** The key's log is to be asked. */
  void add(Key key, Pending pending) {
    entries.add(new Entry(key, pending));
  }

  /** The message reached nobody, and was not appended. */
  void failed(Key key) {
    result.failed(key);
    turns.remove(key);
  }

  /** The key is another node's. */
  void moved(Key key) {
    result.moved(key);
  }

  /** The message was appended under this mid, and the key became another node's meanwhile. */
  void left(Key key, long mid) {
    result.left(key, mid);
  }

  /** Nobody listens to the key. */
  void unheard(Key key, long mid) {
    if (batch.isDetailed()) {
      result.detail(key, new PushDetail(mid, batch.isStored(), 0, false));
    }
  }

  /** Asks the logs; whatever goes wrong, goes wrong in the stage. */
  CompletionStage<Map<Key, Appended>> append(MessageService messages) {
    List<AppendTarget> targets = new ArrayList<>(entries.size());
    for (Entry each : entries) {
      targets.add(new AppendTarget(each.key, each.pending.above));
    }
    try {
      return messages.append(batch.entry(), targets);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Ends when all is known that was asked for: at the latest when every message had its turn. */
  CompletionStage<PushResult> result() {
    if (turns.isEmpty()) {
      return CompletableFuture.completedStage(result.build());
    }
    CompletableFuture<?>[] over =
        turns.values().stream().map(Pending::detail).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(over)
        .thenApply(
            all -> {
              turns.forEach((key, turn) -> result.detail(key, turn.detail().join()));
              return result.build();
            });
  }
}
