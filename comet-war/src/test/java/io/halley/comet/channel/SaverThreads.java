/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message service that answers some saves at once and others on threads of its own, as RPC does,
 * and remembers the ids in the order in which saves were asked for.
 */
final class SaverThreads extends ForwardingMessageService implements AutoCloseable {
  private final ExecutorService answering = Executors.newFixedThreadPool(2);
  private final AtomicInteger saves = new AtomicInteger();
  private final Map<Key, List<Long>> asked = new HashMap<>();

  SaverThreads(InMemoryMessageService messages) {
    super(messages);
  }

  /** The ids of the saves that were asked for, in that order. */
  List<Long> mids(Key key) {
    synchronized (asked) {
      return List.copyOf(asked.getOrDefault(key, List.of()));
    }
  }

  @Override
  public CompletionStage<Set<Key>> save(
      Payload message, long expiresAt, List<Recipient> recipients) {
    synchronized (asked) {
      for (Recipient to : recipients) {
        asked.computeIfAbsent(to.key(), key -> new ArrayList<>()).add(to.mid());
      }
    }
    if (saves.incrementAndGet() % 3 == 0) {
      return super.save(message, expiresAt, recipients);
    }
    return CompletableFuture.supplyAsync(
            () -> super.save(message, expiresAt, recipients), answering)
        .thenCompose(saved -> saved);
  }

  @Override
  public void close() {
    answering.shutdownNow();
  }
}
