/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.appending.AppendBatcher;
import io.halley.message.store.MessageStore;
import io.halley.message.store.TokenHash;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A message service on a store. Who makes it stops the batcher and the calls, and closes the store.
 */
public final class StoredMessageService implements MessageService {
  private final MessageStore store;
  private final AppendBatcher appends;
  private final StoreExecutor calls;

  public StoredMessageService(MessageStore store, AppendBatcher appends, StoreExecutor calls) {
    this.store = store;
    this.appends = appends;
    this.calls = calls;
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return appends.append(entry, targets);
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return calls.call(() -> store.after(key, mid));
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return calls
        .call(
            () -> {
              store.acknowledge(batch);
              return true;
            })
        .thenAccept(acknowledged -> {});
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return calls
        .call(
            () -> {
              store.delete(key);
              return true;
            })
        .thenAccept(deleted -> {});
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return calls.call(() -> store.addToken(key, TokenHash.of(token)));
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return calls.call(() -> store.useToken(key, TokenHash.of(token)));
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return calls.call(() -> store.raiseMidCeiling(ceiling));
  }
}
