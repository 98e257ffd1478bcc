/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.health.NodePart;
import io.halley.cluster.health.Verdict;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.node.ServiceRegistration;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.StoreSource;
import io.halley.message.service.ShardedMessageService;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The parts of a message node, from their start to their stop. */
final class RunningMessageNode {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final List<StoreRuntime> sources;
  private final Cluster cluster;
  private @Nullable ServiceRegistration presence;
  private @Nullable NodePart part;

  private RunningMessageNode(List<StoreRuntime> sources, Cluster cluster) {
    this.sources = sources;
    this.cluster = cluster;
  }

  /**
   * Starts everything over stores that were opened, and announces the node to the cluster. What
   * throws has closed the stores, and ended what was begun.
   *
   * @param stores at least one; closed when the node stops
   * @param threads makes threads that may call the stores
   * @throws io.halley.cluster.zookeeper.MembershipException if the cluster cannot be joined
   * @throws java.io.UncheckedIOException if the address of the RPC service cannot be bound
   */
  static RunningMessageNode start(
      Settings settings, List<StoreSource<MessageStore>> stores, ThreadFactory threads) {
    Cluster cluster;
    try {
      cluster = Cluster.open(settings);
    } catch (RuntimeException e) {
      stores.forEach(source -> source.address().close());
      throw e;
    }
    Map<String, StoreRuntime> sources = new LinkedHashMap<>();
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (StoreSource<MessageStore> source : stores) {
      sources.put(
          source.name(),
          new StoreRuntime(source.address(), settings.message(), InstantSource.system(), threads));
      weights.put(source.name(), source.weight());
    }
    Map<String, MessageService> services = new LinkedHashMap<>();
    sources.forEach((name, source) -> services.put(name, source.service()));
    RunningMessageNode node = new RunningMessageNode(List.copyOf(sources.values()), cluster);
    try {
      ServiceRegistration presence =
          cluster.serveMessages(new ShardedMessageService(weights, services));
      node.presence = presence;
      node.part = NodeHealth.of(settings.node()).begin(Role.MESSAGE, () -> node.askOn(threads));
      presence.announce();
      node.part.serving();
      return node;
    } catch (RuntimeException e) {
      node.stop();
      throw e;
    }
  }

  /** Asks a store on a thread of its own, for it may hang. */
  private CompletionStage<Verdict> askOn(ThreadFactory threads) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    Runnable question =
        () -> {
          try {
            check();
            answer.complete(new Verdict(true, Map.of("message.store", "answers")));
          } catch (RuntimeException e) {
            answer.complete(Verdict.down("message.store", String.valueOf(e.getMessage())));
          }
        };
    threads.newThread(question).start();
    return answer;
  }

  /**
   * Returns if a store answers: where there are several, one that is away is not the node's
   * failure.
   *
   * @throws StoreException if none does
   */
  private void check() {
    StoreException failure = null;
    for (StoreRuntime source : sources) {
      try {
        source.check();
        return;
      } catch (StoreException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Deletes what is expired. */
  void sweep() {
    sources.forEach(StoreRuntime::sweep);
  }

  /** Takes no new calls, finishes what is under way, and returns when all of it has ended. */
  void stop() {
    if (part != null) {
      part.close();
    }
    if (presence != null) {
      presence.close();
    }
    try {
      sources.forEach(source -> source.stop(STOP_WITHIN));
    } finally {
      cluster.close();
    }
  }
}
