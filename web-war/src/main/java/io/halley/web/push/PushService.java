/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import io.halley.web.route.Routes;
import java.util.List;
import java.util.Map;
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
   * @return {@code OK}, {@code NO_NODE} where none owns the key and the message was not saved for
   *     it either, or {@code INTERNAL_ERROR} where it was neither saved nor delivered
   */
  public CompletionStage<ToOne> toOne(Payload message, Key key, PushTerms terms) {
    Routes routes = router.routes(List.of(key));
    if (routes.owned().isEmpty() && !rounds.keeps(terms.expireSeconds())) {
      return CompletableFuture.completedStage(new ToOne(ResultCode.NO_NODE, Map.of()));
    }
    return rounds
        .push(terms.push(message, ids), routes)
        .thenApply(
            pushed ->
                new ToOne(
                    pushed.failed().isEmpty() ? ResultCode.OK : ResultCode.INTERNAL_ERROR,
                    pushed.details()));
  }

  /**
   * What became of a push to one key.
   *
   * @param code how it ended
   * @param details of the key, if they were asked for and it went well
   */
  public record ToOne(ResultCode code, Map<Key, PushDetail> details) {}

  /**
   * What became of a push to many keys.
   *
   * @param failed the names that the message did not reach, neither saved nor delivered, in the
   *     order of the batch
   * @param details of the other keys, if they were asked for
   */
  public record ToMany(List<String> failed, Map<Key, PushDetail> details) {}

  /**
   * Pushes one message to many keys. A key fails alone: what befalls one node or key, the others
   * are served.
   */
  public CompletionStage<ToMany> toMany(Batch batch, PushTerms terms) {
    return rounds
        .push(terms.push(batch.message(), ids), router.routes(batch.keys()))
        .thenApply(pushed -> new ToMany(batch.namesWithout(pushed.failed()), pushed.details()));
  }
}
