/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The message service of this process. Saves go to it directly where they can, and end when the
 * store has decided, however late that is: who asked knows then what became of them, which a
 * deadline would hide. Everything else, and saves that find nobody, go by gRPC in process, with its
 * deadlines.
 *
 * @param name under which it is served
 * @param rpc the way by gRPC
 */
record MessagesHere(String name, MessageService rpc) implements MessageService {
  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return ServedHere.call(
            name, MessageService.class, here -> here.save(message, expiresAt, pushId, recipients))
        .orElseGet(() -> rpc.save(message, expiresAt, pushId, recipients));
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    return rpc.keep(message, expiresAt, pushId, keys);
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return rpc.findAfter(key, mid);
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return rpc.acknowledge(batch);
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return rpc.delete(key);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return rpc.addToken(key, token);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return rpc.useToken(key, token);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return rpc.raiseMidCeiling(ceiling);
  }
}
