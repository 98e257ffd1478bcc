/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.saving.SaveBatcher;
import io.halley.message.store.MessageStore;
import io.halley.message.store.TokenHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A message service on a store. Who makes it stops the batcher and the calls, and closes the store.
 */
public final class StoredMessageService implements MessageService {
  private final MessageStore store;
  private final SaveBatcher saves;
  private final BlockingCalls calls;
  private final KeptMessages kept;

  /**
   * @param mids gives the ids of messages that are kept
   */
  public StoredMessageService(
      MessageStore store, SaveBatcher saves, BlockingCalls calls, MidClock mids) {
    this.store = store;
    this.saves = saves;
    this.calls = calls;
    this.kept = new KeptMessages(mids, saves);
  }

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return saves.save(message, expiresAt, pushId, recipients);
  }

  /**
   * @throws IllegalArgumentException if the push is {@link Push#UNREPEATED}
   */
  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    if (pushId == Push.UNREPEATED) {
      throw new IllegalArgumentException("a push that is kept has an id above 0");
    }
    return kept.keep(message, expiresAt, pushId, keys);
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return calls.call(() -> store.findAfter(key, mid));
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
