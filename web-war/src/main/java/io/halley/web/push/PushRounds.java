/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import io.halley.web.route.CometRouter;
import io.halley.web.route.Routes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Takes a push to the nodes of its keys. Every key goes its own way, with those of the same node:
 * to its node; if that says that the key has moved, to the next one; if that cannot be asked, into
 * the store. So a node that is slow holds up nobody else's keys, and each key has one outcome.
 */
final class PushRounds {
  private static final Logger LOG = System.getLogger(PushRounds.class.getName());

  /** How often a key is routed: it may have moved while it was being pushed, but not for ever. */
  private static final int ROUNDS = 3;

  /** As long as views are on their way: the node may know the newer one, and not this one. */
  private static final Duration VIEWS_TRAVEL = Duration.ofMillis(200);

  private final CometRouter router;
  private final Optional<ClusterPushes> cluster;
  private final OutageLog pushes = new OutageLog(LOG, "comet nodes take pushes again");
  private final OutageLog keeps = new OutageLog(LOG, "messages are kept again");

  /**
   * @param cluster empty: keys never move, and what cannot be pushed fails
   */
  PushRounds(CometRouter router, Optional<ClusterPushes> cluster) {
    this.router = router;
    this.cluster = cluster;
  }

  /** Whether a push that no comet node takes is saved all the same. */
  boolean keeps(long expireSeconds) {
    return cluster.isPresent() && expireSeconds > 0;
  }

  /** A push under way. */
  private record UnderWay(Push push, long expiresAt, long begin) {}

  /**
   * Pushes along these routes.
   *
   * @return a stage that always ends normally
   */
  CompletionStage<Pushed> push(Push push, Routes routes) {
    long expiresAt =
        cluster.map(c -> c.clock().instant().getEpochSecond()).orElse(0L) + push.expireSeconds();
    return round(new UnderWay(push, expiresAt, System.nanoTime()), routes, 1);
  }

  private CompletionStage<Pushed> round(UnderWay push, Routes routes, int round) {
    CompletionStage<Pushed> pushed = keep(push, routes.unowned());
    // all calls are under way before the first is waited for
    for (Routes.Route route : routes.owned()) {
      CompletionStage<Pushed> part =
          called(push, route)
              .handle(
                  (result, failure) ->
                      failure == null
                          ? taken(push, result, routes.version(), round)
                          : instead(push, route, failure))
              .thenCompose(stage -> stage);
      pushed = pushed.thenCombine(part, Pushed::and);
    }
    return pushed;
  }

  private static CompletionStage<PushResult> called(UnderWay push, Routes.Route route) {
    try {
      return route.service().push(push.push(), route.keys());
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<Pushed> taken(UnderWay push, PushResult result, long version, int round) {
    pushes.worked();
    return next(push, result, version, round);
  }

  /** What is left to do when a node has answered. */
  private CompletionStage<Pushed> next(UnderWay push, PushResult result, long version, int round) {
    if (!result.left().isEmpty()) {
      cluster.ifPresent(nodes -> nodes.kept().accept(result.left()));
    }
    Pushed pushed = new Pushed(result.failed(), result.details());
    return result.moved().isEmpty()
        ? CompletableFuture.completedStage(pushed)
        : moved(push, result.moved(), version, round).thenApply(pushed::and);
  }

  private CompletionStage<Pushed> moved(UnderWay push, Set<Key> keys, long version, int round) {
    Duration left = cluster.map(c -> left(push, c)).orElse(Duration.ZERO);
    if (round == ROUNDS || left.isNegative() || left.isZero()) {
      return keep(push, keys);
    }
    Duration pause = left.compareTo(VIEWS_TRAVEL) < 0 ? left : VIEWS_TRAVEL;
    return cluster
        .orElseThrow()
        .view()
        .newerThan(version, pause)
        .thenCompose(known -> round(push, router.routes(keys), round + 1));
  }

  private static Duration left(UnderWay push, ClusterPushes cluster) {
    return ClusterPushes.reroutedFor(cluster.rpcDeadline())
        .minusNanos(System.nanoTime() - push.begin());
  }

  /** Saves the message for keys that no comet node took; the push's id lets none be saved twice. */
  private CompletionStage<Pushed> keep(UnderWay push, Collection<Key> keys) {
    if (keys.isEmpty() || !keeps(push.push().expireSeconds())) {
      return CompletableFuture.completedStage(Pushed.failed(Keys.setOf(keys)));
    }
    ClusterPushes nodes = cluster.orElseThrow();
    return nodes
        .messages()
        .keep(push.push().message(), push.expiresAt(), push.push().id(), keys)
        .thenApply(
            kept -> {
              keeps.worked();
              nodes.kept().accept(mids(kept));
              return kept(push, keys, kept);
            })
        .exceptionally(
            failure -> {
              log(keeps, "a message was not kept for " + keys.size() + " keys: ", failure);
              return Pushed.failed(Keys.setOf(keys));
            });
  }

  private static Map<Key, Long> mids(Map<Key, PushDetail> kept) {
    return kept.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().mid()));
  }

  private static Pushed kept(UnderWay push, Collection<Key> keys, Map<Key, PushDetail> kept) {
    Set<Key> failed = new HashSet<>(keys);
    failed.removeAll(kept.keySet());
    return new Pushed(failed, push.push().detailed() ? kept : Map.of());
  }

  private CompletionStage<Pushed> instead(UnderWay push, Routes.Route route, Throwable failure) {
    log(pushes, "a push to " + route.keys().size() + " keys of one node failed: ", failure);
    return keep(push, route.keys());
  }

  private static void log(OutageLog outage, String sentence, Throwable failure) {
    Throwable cause = StageFailures.cause(failure);
    if (cause instanceof ServiceUnavailableException) {
      outage.failed(() -> sentence + cause.getMessage());
    } else {
      LOG.log(Level.ERROR, "a push failed for a reason that was not foreseen", cause);
    }
  }
}
