/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A message service that hands every call on; a test's double overrides what it is about. */
public abstract class ForwardingMessageService implements MessageService {
  /** The service that the next call goes to. */
  protected abstract MessageService messages();

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return messages().append(entry, targets);
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return messages().after(key, mid);
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
