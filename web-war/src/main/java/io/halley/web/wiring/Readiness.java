/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.health.Verdict;
import io.halley.cluster.message.Key;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.rpc.CometService;
import io.halley.web.route.CometRouter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Asks whether the node's ports are open, some comet node answers, and whether the message service
 * reads from its store; in a cluster it also tells how it is about ZooKeeper, without which all
 * goes on but nodes that come and go. Nothing blocks.
 */
record Readiness(Cluster cluster, CometRouter router, BooleanSupplier ports) {
  private static final Key PROBE = new Key("readiness");

  /** A stage that always ends normally, within the RPC deadline. */
  CompletionStage<Verdict> ask() {
    boolean open = ports.getAsBoolean();
    return anyComet()
        .thenCombine(
            answers(cluster.messages().after(PROBE, Long.MAX_VALUE)),
            (comet, message) ->
                new Verdict(
                    comet && message && open,
                    Map.of(
                        "web.ports", String.valueOf(open),
                        "web.comet", comet.toString(),
                        "web.message", message.toString(),
                        "web.zookeeper", zookeeper())));
  }

  /** Ends with the first that answers, and does not wait for those that do not. */
  private CompletionStage<Boolean> anyComet() {
    CompletableFuture<Boolean> any = new CompletableFuture<>();
    CompletionStage<Boolean> all = CompletableFuture.completedStage(false);
    for (CometService comet : router.services()) {
      CompletionStage<Boolean> one = answers(comet.stat());
      var unused =
          one.thenAccept(
              good -> {
                if (good) {
                  any.complete(true);
                }
              });
      all = all.thenCombine(one, Boolean::logicalOr);
    }
    var unused = all.thenAccept(any::complete);
    return any;
  }

  private String zookeeper() {
    if (cluster.isAlone()) {
      return "none";
    }
    return cluster.isDegraded() ? "degraded" : "connected";
  }

  private static CompletionStage<Boolean> answers(CompletionStage<?> stage) {
    return stage.handle((answer, failure) -> failure == null);
  }
}
