/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Recipient;
import io.halley.comet.channel.Channel.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One message's saves for keys of one bucket, from their place in line to the answer. */
final class SaveRound {
  private final PushBatch batch;
  private final Map<Key, Pending> saving = new HashMap<>();
  private final List<Recipient> recipients = new ArrayList<>();

  SaveRound(PushBatch batch) {
    this.batch = batch;
  }

  /**
   * A key's message is in line, and is to be saved.
   *
   * @param known what the key is known to have in the store
   */
  void add(Key key, Pending pending, long known) {
    saving.put(key, pending);
    recipients.add(new Recipient(key, pending.delivery.mid(), known));
  }

  boolean isEmpty() {
    return recipients.isEmpty();
  }

  Map<Key, Pending> saving() {
    return saving;
  }

  PushBatch batch() {
    return batch;
  }

  /** Asks for the saves; a stage that always ends normally. */
  CompletionStage<SaveAnswer> save(SaveTroubles troubles) {
    return batch
        .save(recipients)
        .handle(
            (result, failure) -> {
              troubles.ended(result, failure);
              return SaveAnswer.of(result, failure);
            });
  }
}
