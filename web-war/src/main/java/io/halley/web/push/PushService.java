/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import io.halley.web.route.Routes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Pushes a message to the nodes that own its keys, to all of them at once. Safe for any thread;
 * stages end on a thread that must not be blocked.
 */
public final class PushService {
  private static final Logger LOG = System.getLogger(PushService.class.getName());

  private final CometRouter router;
  private final AtomicBoolean warned = new AtomicBoolean();

  public PushService(CometRouter router) {
    this.router = router;
  }

  /**
   * Pushes one message to one key.
   *
   * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
   * @return {@code OK}, {@code NO_NODE}, or {@code INTERNAL_ERROR} where the message was neither
   *     saved nor delivered
   */
  public CompletionStage<ResultCode> toOne(Payload message, long expireSeconds, Key key) {
    Routes routes = router.routes(List.of(key));
    if (routes.owned().isEmpty()) {
      return CompletableFuture.completedStage(ResultCode.NO_NODE);
    }
    return push(message, expireSeconds, routes)
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
    return push(batch.message(), expireSeconds, router.routes(batch.keys()))
        .thenApply(batch::namesWithout);
  }

  private CompletionStage<Set<Key>> push(Payload message, long expireSeconds, Routes routes) {
    CompletionStage<Set<Key>> failed =
        CompletableFuture.completedFuture(Set.copyOf(routes.unowned()));
    // all calls are under way before the first is waited for
    for (Routes.Route route : routes.owned()) {
      failed = failed.thenCombine(pushAlong(route, message, expireSeconds), PushService::union);
    }
    return failed;
  }

  private CompletionStage<Set<Key>> pushAlong(
      Routes.Route route, Payload message, long expireSeconds) {
    return route
        .service()
        .push(new Push(message, expireSeconds, Push.UNREPEATED), route.keys())
        .thenApply(PushResult::failed)
        .exceptionally(failure -> allFailed(route, failure));
  }

  private Set<Key> allFailed(Routes.Route route, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ServiceUnavailableException) {
      LOG.log(
          warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
          "a push to {0} keys of one node failed: {1}",
          route.keys().size(),
          cause.getMessage());
    } else {
      LOG.log(Level.ERROR, "a push failed for a reason that was not foreseen", cause);
    }
    return Set.copyOf(route.keys());
  }

  private static Set<Key> union(Set<Key> some, Set<Key> others) {
    if (some.isEmpty()) {
      return others;
    }
    Set<Key> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
