/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.SaveResult;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The store that the nodes of a history share; it notes all that was ever saved. For one thread.
 */
final class HistoryStore extends ForwardingMessageService {
  private final InMemoryMessageService messages;

  /** What was saved, by its mid; the messages of a history are numbers. */
  final NavigableMap<Long, Integer> saved = new TreeMap<>();

  HistoryStore(InMemoryMessageService messages) {
    this.messages = messages;
  }

  @Override
  protected MessageService messages() {
    return messages;
  }

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return messages
        .save(message, expiresAt, pushId, recipients)
        .thenApply(
            result -> {
              boolean isSaved =
                  result.failed().isEmpty()
                      && result.conflicts().stream()
                          .allMatch(met -> met.kind() == Conflict.Kind.UNSEEN);
              if (isSaved) {
                saved.put(recipients.get(0).mid(), number(message));
              }
              return result;
            });
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    return messages
        .keep(message, expiresAt, pushId, keys)
        .thenCombine(
            messages.findAfter(keys.iterator().next(), 0),
            (kept, backlog) -> {
              backlog.messages().stream()
                  .filter(stored -> stored.payload().equals(message))
                  .forEach(stored -> saved.put(stored.mid(), number(message)));
              return kept;
            });
  }

  /** Whether something that was saved after the mid is no longer there. */
  boolean lacksAnyAfter(Key key, long mid) {
    List<Long> there =
        messages.findAfter(key, mid).toCompletableFuture().join().messages().stream()
            .map(Message::mid)
            .toList();
    return saved.tailMap(mid, false).keySet().stream().anyMatch(one -> !there.contains(one));
  }

  private static int number(Payload message) {
    return Integer.parseInt(message.text());
  }
}
