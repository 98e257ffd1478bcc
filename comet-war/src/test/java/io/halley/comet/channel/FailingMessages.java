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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A message service whose calls throw when a test says so, which none should do. */
final class FailingMessages implements MessageService {
  private final MessageService messages;
  private volatile boolean throwing;

  FailingMessages(MessageService messages) {
    this.messages = messages;
  }

  void throwing(boolean now) {
    throwing = now;
  }

  private MessageService messages() {
    if (throwing) {
      throw new IllegalStateException("a test's wish");
    }
    return messages;
  }

  @Override
  public CompletionStage<Set<Key>> save(
      Payload message, long expiresAt, List<Recipient> recipients) {
    return messages().save(message, expiresAt, recipients);
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return messages().findAfter(key, mid);
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
