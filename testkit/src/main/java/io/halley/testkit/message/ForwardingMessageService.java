/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.rpc.TokenCheck;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A message service that hands every call on; a test's double overrides what it is about. */
public abstract class ForwardingMessageService implements MessageService {
  /** The service that the next call goes to. */
  protected abstract MessageService messages();

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return messages().save(message, expiresAt, pushId, recipients);
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    return messages().keep(message, expiresAt, pushId, keys);
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return messages().findAfter(key, mid);
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return messages().acknowledge(batch);
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return messages().delete(key);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return messages().addToken(key, token);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return messages().useToken(key, token);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return messages().raiseMidCeiling(ceiling);
  }
}
