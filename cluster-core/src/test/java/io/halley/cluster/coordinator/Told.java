/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.Membership;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Comet nodes as a coordinator reaches them: all serve but those that fail, and hear of views. */
final class Told implements NodeHealth, ViewNotifier {
  private static final CoordinatorDeadlines DEADLINES =
      new CoordinatorDeadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  final Set<String> failing = ConcurrentHashMap.newKeySet();
  final Set<String> asked = ConcurrentHashMap.newKeySet();
  final List<String> told = new CopyOnWriteArrayList<>();
  volatile boolean answers = true;

  /** Has somebody stand for coordinator of these. */
  LeaderCandidate stand(Membership membership) {
    return Coordinator.stand(membership, DEADLINES, this, this);
  }

  @Override
  public CompletionStage<Boolean> isServing(String rpcAddress) {
    asked.add(rpcAddress);
    return CompletableFuture.supplyAsync(() -> !failing.contains(rpcAddress));
  }

  @Override
  public CompletionStage<Void> tell(CometNode node, ClusterView view) {
    told.add(node.rpc().get(0) + " of " + view.version());
    return answers ? CompletableFuture.completedStage(null) : new CompletableFuture<>();
  }
}
