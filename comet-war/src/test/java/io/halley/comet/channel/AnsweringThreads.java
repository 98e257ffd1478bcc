/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message service that answers some appends at once and others on threads of its own, as RPC
 * does.
 */
final class AnsweringThreads extends ForwardingMessageService implements AutoCloseable {
  private final InMemoryMessageService messages;
  private final ExecutorService answering = Executors.newFixedThreadPool(2);
  private final AtomicInteger appends = new AtomicInteger();

  AnsweringThreads(InMemoryMessageService messages) {
    this.messages = messages;
  }

  @Override
  protected MessageService messages() {
    return messages;
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    synchronized (messages) {
      CompletionStage<Map<Key, Appended>> appended = messages.append(entry, targets);
      return appends.incrementAndGet() % 3 == 0
          ? appended
          : CompletableFuture.supplyAsync(() -> appended, answering).thenCompose(each -> each);
    }
  }

  @Override
  public void close() {
    answering.shutdownNow();
  }
}
