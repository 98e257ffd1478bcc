/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.message.MidClock;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.node.Presence;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.StoreSource;
import io.halley.message.service.RingMessages;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/** The parts of a message node, from their start to their stop. */
final class RunningMessageNode {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final List<RunningSource> sources;
  private final Cluster cluster;
  private final Presence presence;

  private RunningMessageNode(List<RunningSource> sources, Cluster cluster, Presence presence) {
    this.sources = sources;
    this.cluster = cluster;
    this.presence = presence;
  }

  /**
   * Starts everything over stores that were opened, and announces the node to the cluster.
   *
   * @param cluster closed when the node stops
   * @param stores at least one
   * @param threads makes threads that may call the stores
   */
  static RunningMessageNode start(
      Settings settings,
      Cluster cluster,
      List<StoreSource<MessageStore>> stores,
      ThreadFactory threads) {
    MidClock mids = new MidClock(InstantSource.system());
    Map<String, RunningSource> sources = new LinkedHashMap<>();
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (StoreSource<MessageStore> source : stores) {
      sources.put(
          source.name(), new RunningSource(source.address(), settings.message(), mids, threads));
      weights.put(source.name(), source.weight());
    }
    Map<String, MessageService> services = new LinkedHashMap<>();
    sources.forEach((name, source) -> services.put(name, source.service()));
    Presence presence = cluster.serveMessages(new RingMessages(weights, services));
    presence.announce();
    return new RunningMessageNode(List.copyOf(sources.values()), cluster, presence);
  }

  /**
   * Returns if a store answers: where there are several, one that is away is not the node's
   * failure.
   *
   * @throws StoreException if none does
   */
  void check() {
    StoreException failure = null;
    for (RunningSource source : sources) {
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
    sources.forEach(RunningSource::sweep);
  }

  /** Takes no new calls, finishes what is under way, and returns when all of it has ended. */
  void stop() {
    presence.close();
    try {
      sources.forEach(source -> source.stop(STOP_WITHIN));
    } finally {
      cluster.close();
    }
  }
}
