/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.PushIds;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import io.halley.web.route.Routes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Pushes a message to the nodes that own its keys, to all of them at once. Safe for any thread;
 * stages end on a thread that must not be blocked.
 */
public final class PushService {
  private final CometRouter router;
  private final LongSupplier ids;
  private final PushDispatcher rounds;

  /** In a cluster of one: its node has all keys, and what it does not take fails. */
  public PushService(CometRouter router) {
    this(router, PushIds::random, Optional.empty());
  }

  /**
   * In a cluster: keys that have moved are pushed to their new node, and where no node can be asked
   * in time, a message that may be stored is. Stages end within {@link ClusterPushConfig#longest}.
   *
   * @param router goes by the view of {@code cluster}
   */
  public PushService(CometRouter router, ClusterPushConfig cluster) {
    this(router, cluster.ids(), Optional.of(cluster));
  }

  private PushService(CometRouter router, LongSupplier ids, Optional<ClusterPushConfig> cluster) {
    this.router = router;
    this.ids = ids;
    this.rounds = new PushDispatcher(router, cluster);
  }

  /**
   * Pushes one message to one key.
   *
   * @return {@code OK}, with details if they were asked for; {@code NO_NODE} where none owns the
   *     key and the message was not appended for it either; or {@code INTERNAL_ERROR} where it was
   *     neither appended nor delivered
   */
  public CompletionStage<ApiResult> toOne(Payload message, Key key, PushOptions terms) {
    Routes routes = router.routes(List.of(key));
    return routes.owned().isEmpty() && !rounds.appends(terms.expireSeconds())
        ? CompletableFuture.completedStage(ApiResult.of(ResultCode.NO_NODE))
        : rounds.push(terms.push(message, ids), routes).thenApply(PushResults::one);
  }

  /**
   * Pushes one message to many keys. A key fails alone: what befalls one node or key, the others
   * are served.
   *
   * @return {@code OK}, with the names of the batch that failed, and details if they were asked for
   */
  public CompletionStage<ApiResult> toMany(MultiKeyPush batch, PushOptions terms) {
    return rounds
        .push(terms.push(batch.message(), ids), router.routes(batch.keys()))
        .thenApply(result -> PushResults.many(batch, result));
  }
}
