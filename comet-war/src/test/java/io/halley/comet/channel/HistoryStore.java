/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
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
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return messages
        .append(entry, targets)
        .thenApply(
            appended -> {
              appended.values().stream()
                  .filter(each -> entry.isKept() && !each.repeated())
                  .forEach(each -> saved.put(each.mid(), number(entry.payload())));
              return appended;
            });
  }

  /** The last mid of the key's log. */
  long head(Key key) {
    return messages.after(key, Long.MAX_VALUE).toCompletableFuture().join().head();
  }

  /** Whether something that was saved after the mid is no longer there. */
  boolean lacksAnyAfter(Key key, long mid) {
    return lacksAny(key, mid, Long.MAX_VALUE);
  }

  /** Whether something that was saved after a mid, up to another, is no longer there. */
  boolean lacksAny(Key key, long after, long upTo) {
    List<Long> there =
        messages.after(key, after).toCompletableFuture().join().messages().stream()
            .map(Message::mid)
            .toList();
    return after < upTo
        && saved.subMap(after, false, upTo, true).keySet().stream()
            .anyMatch(one -> !there.contains(one));
  }

  private static int number(Payload message) {
    return Integer.parseInt(message.text());
  }
}
