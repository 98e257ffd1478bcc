/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One push on its way to the logs of keys of one bucket. Guarded by the bucket's lock. */
final class AppendRound {
  /** A key of the push, and what waits in its channel. */
  record Entry(Key key, Pending pending) {}

  final PushBatch batch;
  final List<Entry> entries = new ArrayList<>();

  AppendRound(PushBatch batch) {
    this.batch = batch;
  }

  void add(Key key, Pending pending) {
    entries.add(new Entry(key, pending));
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
}
