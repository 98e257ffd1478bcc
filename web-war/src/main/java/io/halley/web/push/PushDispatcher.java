/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Takes a push to the nodes of its keys. Every key goes its own way, with those of the same node:
 * to its node; if that says that the key has moved, to the next one; if that cannot be asked, to
 * the key's log. So a node that is slow holds up nobody else's keys, and each key has one outcome.
 */
final class PushDispatcher {
  private static final Logger LOG = System.getLogger(PushDispatcher.class.getName());

  /** How often a key is routed: it may have moved while it was being pushed, but not for ever. */
  private static final int ROUNDS = 3;

  /** As long as views are on their way: the node may know the newer one, and not this one. */
  private static final Duration VIEWS_TRAVEL = Duration.ofMillis(200);

  private final CometRouter router;
  private final Optional<ClusterPushConfig> cluster;
  private final OutageLog pushes = new OutageLog(LOG, "comet nodes take pushes again");
  private final OutageLog appends = new OutageLog(LOG, "messages are appended again");

  /**
   * @param cluster empty: keys never move, and what cannot be pushed fails
   */
  PushDispatcher(CometRouter router, Optional<ClusterPushConfig> cluster) {
    this.router = router;
    this.cluster = cluster;
  }

  /** Whether a push that no comet node takes is appended all the same. */
  boolean appends(long expireSeconds) {
    return cluster.isPresent() && expireSeconds > 0;
  }

  /**
   * A push under way.
   *
   * @param second when it began, by the clock: its message's life counts from then
   * @param begin the same by {@link System#nanoTime}
   */
  private record UnderWay(Push push, long second, long begin) {}

  /**
   * Pushes along these routes.
   *
   * @return a stage that always ends normally, with no key that moved
   */
  CompletionStage<PushResult> push(Push push, Routes routes) {
    long second = cluster.map(c -> c.clock().instant().getEpochSecond()).orElse(0L);
    return round(new UnderWay(push, second, System.nanoTime()), routes, 1);
  }

  private CompletionStage<PushResult> round(UnderWay push, Routes routes, int round) {
    CompletionStage<PushResult> pushed = append(push, routes.unowned());
    // all calls are under way before the first is waited for
    for (Routes.Route route : routes.owned()) {
      CompletionStage<PushResult> part =
          called(push, route)
              .handle(
                  (result, failure) ->
                      failure == null
                          ? taken(push, result, routes.version(), round)
                          : instead(push, route, failure))
              .thenCompose(stage -> stage);
      pushed = pushed.thenCombine(part, PushResult::and);
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

  private CompletionStage<PushResult> taken(
      UnderWay push, PushResult result, long version, int round) {
    pushes.worked();
    return next(push, result, version, round);
  }

  /** What is left to do when a node has answered. */
  private CompletionStage<PushResult> next(
      UnderWay push, PushResult result, long version, int round) {
    if (!result.left().isEmpty()) {
      cluster.ifPresent(nodes -> nodes.notices().accept(result.left()));
    }
    PushResult settled = result.settled();
    return result.moved().isEmpty()
        ? CompletableFuture.completedStage(settled)
        : moved(push, result.moved(), version, round).thenApply(settled::and);
  }

  private CompletionStage<PushResult> moved(UnderWay push, Set<Key> keys, long version, int round) {
    Duration left = cluster.map(c -> left(push, c)).orElse(Duration.ZERO);
    if (round == ROUNDS || left.isNegative() || left.isZero()) {
      return append(push, keys);
    }
    Duration pause = left.compareTo(VIEWS_TRAVEL) < 0 ? left : VIEWS_TRAVEL;
    return cluster
        .orElseThrow()
        .view()
        .newerThan(version, pause)
        .thenCompose(known -> round(push, router.routes(keys), round + 1));
  }

  private static Duration left(UnderWay push, ClusterPushConfig cluster) {
    return ClusterPushConfig.reroutedFor(cluster.rpcDeadline())
        .minusNanos(System.nanoTime() - push.begin());
  }

  /**
   * Appends the message for keys that no comet node took. One that did not answer may have appended
   * it all the same, and the log is to know.
   */
  private CompletionStage<PushResult> append(UnderWay push, Collection<Key> keys) {
    if (keys.isEmpty() || !appends(push.push().expireSeconds())) {
      return CompletableFuture.completedStage(PushResult.failed(keys));
    }
    ClusterPushConfig nodes = cluster.orElseThrow();
    return nodes
        .messages()
        .append(push.push().entry(push.second()).onceMore(), anyMid(keys))
        .thenApply(
            appended -> {
              appends.worked();
              nodes.notices().accept(each(appended, Appended::mid));
              return appended(push, keys, appended);
            })
        .exceptionally(
            failure -> {
              log(appends, "a message was not appended for " + keys.size() + " keys: ", failure);
              return PushResult.failed(keys);
            });
  }

  private static List<AppendTarget> anyMid(Collection<Key> keys) {
    return keys.stream().map(key -> new AppendTarget(key, 0)).toList();
  }

  private static PushResult appended(
      UnderWay push, Collection<Key> keys, Map<Key, Appended> appended) {
    Set<Key> failed = new HashSet<>(keys);
    failed.removeAll(appended.keySet());
    return new PushResult(
        failed,
        Set.of(),
        push.push().detailed()
            ? each(appended, one -> new PushDetail(one.mid(), true, 0, one.repeated()))
            : Map.of());
  }

  private static <V> Map<Key, V> each(Map<Key, Appended> appended, Function<Appended, V> of) {
    Map<Key, V> each = new HashMap<>();
    appended.forEach((key, one) -> each.put(key, of.apply(one)));
    return each;
  }

  private CompletionStage<PushResult> instead(
      UnderWay push, Routes.Route route, Throwable failure) {
    log(pushes, "a push to " + route.keys().size() + " keys of one node failed: ", failure);
    return append(push, route.keys());
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
