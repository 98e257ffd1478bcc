/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.testkit.message.ForwardingMessageService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A message service that looks at tokens until a test says how it ends. */
final class SlowTokens extends ForwardingMessageService {
  private final CompletableFuture<TokenCheck> check = new CompletableFuture<>();

  SlowTokens(MessageService messages) {
    super(messages);
  }

  /** Ends the looking at tokens, on this thread. */
  void answer(TokenCheck outcome) {
    check.complete(outcome);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return check;
  }
}
