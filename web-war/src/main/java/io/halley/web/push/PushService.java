/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
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
  private final PushRounds rounds;

  /** In a cluster of one: its node has all keys, and what it does not take fails. */
  public PushService(CometRouter router) {
    this(router, () -> Push.UNREPEATED, Optional.empty());
  }

  /**
   * In a cluster: keys that have moved are pushed to their new node, and where no node can be asked
   * in time, a message that may be stored is. Stages end within {@link ClusterPushes#longest}.
   *
   * @param router goes by the view of {@code cluster}
   */
  public PushService(CometRouter router, ClusterPushes cluster) {
    this(router, cluster.ids(), Optional.of(cluster));
  }

  private PushService(CometRouter router, LongSupplier ids, Optional<ClusterPushes> cluster) {
    this.router = router;
    this.ids = ids;
    this.rounds = new PushRounds(router, cluster);
  }

  /**
   * Pushes one message to one key.
   *
   * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
   * @return {@code OK}, {@code NO_NODE} where none owns the key and the message was not saved for
   *     it either, or {@code INTERNAL_ERROR} where it was neither saved nor delivered
   */
  public CompletionStage<ResultCode> toOne(Payload message, long expireSeconds, Key key) {
    Routes routes = router.routes(List.of(key));
    if (routes.owned().isEmpty() && !rounds.keeps(expireSeconds)) {
      return CompletableFuture.completedStage(ResultCode.NO_NODE);
    }
    return rounds
        .push(new Push(message, expireSeconds, ids.getAsLong()), routes)
        .thenApply(failed -> failed.isEmpty() ? ResultCode.OK : ResultCode.INTERNAL_ERROR);
  }

  /**
   * Pushes one message to many keys. A key fails alone: what befalls one node or key, the others
   * are served.
   *
   * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
   * @return the names that the message did not reach, neither saved nor delivered, in the order of
   *     the batch
   */
  public CompletionStage<List<String>> toMany(Batch batch, long expireSeconds) {
    return rounds
        .push(
            new Push(batch.message(), expireSeconds, ids.getAsLong()), router.routes(batch.keys()))
        .thenApply(batch::namesWithout);
  }
}
