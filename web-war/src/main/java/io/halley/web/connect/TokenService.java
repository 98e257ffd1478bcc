/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import io.halley.cluster.message.Key;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Adds tokens on the comet nodes of their keys. Safe for any thread. */
public final class TokenService {
  private final CometRouter router;

  public TokenService(CometRouter router) {
    this.router = router;
  }

  /**
   * Adds a token to a key, creating its channel.
   *
   * @return {@code OK}, {@code NO_NODE}, or {@code INTERNAL_ERROR} where the key had it already
   */
  public CompletionStage<ResultCode> add(Key key, String token) {
    return router
        .service(key)
        .map(
            comet ->
                comet
                    .addToken(key, token)
                    .thenApply(added -> added ? ResultCode.OK : ResultCode.INTERNAL_ERROR))
        .orElseGet(() -> CompletableFuture.completedStage(ResultCode.NO_NODE));
  }
}
