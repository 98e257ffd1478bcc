/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
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
final class SaverThreads implements MessageService, AutoCloseable {
  private final InMemoryMessageService messages;
  private final ExecutorService answering = Executors.newFixedThreadPool(2);
  private final AtomicInteger saves = new AtomicInteger();
  private final Map<Key, List<Long>> asked = new HashMap<>();

  SaverThreads(InMemoryMessageService messages) {
    this.messages = messages;
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
      return messages.save(message, expiresAt, recipients);
    }
    return CompletableFuture.supplyAsync(
            () -> messages.save(message, expiresAt, recipients), answering)
        .thenCompose(saved -> saved);
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return messages.findAfter(key, mid);
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return messages.delete(key);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return messages.addToken(key, token);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return messages.useToken(key, token);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return messages.raiseMidCeiling(ceiling);
  }

  @Override
  public void close() {
    answering.shutdownNow();
  }
}
