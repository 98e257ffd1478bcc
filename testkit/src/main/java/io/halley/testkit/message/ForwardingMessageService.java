/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A message service that hands every call on; for fakes that change some of them. */
public abstract class ForwardingMessageService implements MessageService {
  private final MessageService messages;

  /**
   * @param messages what answers in the end
   */
  protected ForwardingMessageService(MessageService messages) {
    this.messages = messages;
  }

  /** What the next call is handed on to. */
  protected MessageService messages() {
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
