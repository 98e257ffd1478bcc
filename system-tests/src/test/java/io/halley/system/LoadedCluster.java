/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.journal.Chronicle;
import io.halley.system.journal.KeyTally;
import io.halley.system.journal.Tally;
import io.halley.system.load.LoadPlan;
import io.halley.system.load.PushLoad;
import io.halley.system.node.Listener;
import io.halley.system.swarm.Swarm;
import io.halley.system.swarm.SwarmPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A swarm of subscribers and a steady load of stored pushes on a cluster, which outlives them. For
 * one thread.
 */
final class LoadedCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LIVE = Duration.ofSeconds(20);

  private final FaultScale scale;
  private final Chronicle chronicle;
  private final ClusterUnderTest cluster;
  private @Nullable Swarm swarm;
  private @Nullable PushLoad load;

  private LoadedCluster(ClusterUnderTest cluster, String keyPrefix, FaultScale scale) {
    this.cluster = cluster;
    this.scale = scale;
    this.chronicle = Chronicle.of(keyPrefix, scale.keys());
  }

  /**
   * Starts both; returns when every subscriber is there and pushes are on their way.
   *
   * @param keyPrefix of keys that nobody has used on this cluster
   */
  static LoadedCluster start(ClusterUnderTest cluster, String keyPrefix, FaultScale scale) {
    LoadedCluster loaded = new LoadedCluster(cluster, keyPrefix, scale);
    try {
      Swarm swarm = Swarm.start(loaded.chronicle, SwarmPlan.of(cluster.webs(Listener.PUBLIC)));
      loaded.swarm = swarm;
      swarm.awaitSubscribed(PATIENCE);
      loaded.load =
          PushLoad.start(
              loaded.chronicle, cluster.webs(Listener.ADMIN), LoadPlan.of(scale.perSecond()));
      return loaded;
    } catch (RuntimeException | AssertionError e) {
      loaded.close();
      throw e;
    }
  }

  ClusterUnderTest cluster() {
    return cluster;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /**
   * Ends the load, and asserts that the delivery promise was kept. What was saved while nobody
   * could tell a subscriber of it is promised on reconnect only, so all come back once.
   */
  KeyTally finish() {
    return comeBack(endLoad());
  }

  /** The same where no subscriber may have been disconnected, or have to come back for anything. */
  KeyTally finishConnected() {
    int late = endLoad();
    int reconnects = Tally.of(chronicle).total().reconnects();
    KeyTally total = comeBack(late);
    assertThat(late).as("messages that arrived only when their subscribers came back").isZero();
    assertThat(reconnects).as("reconnects").isZero();
    return total;
  }

  /** How many messages have not arrived some time after the last push. */
  private int endLoad() {
    if (load == null) {
      throw new IllegalStateException("it has not been started");
    }
    load.stop();
    chronicle.note("the load is over");
    return Tally.awaitArrivals(chronicle, LIVE);
  }

  private KeyTally comeBack(int late) {
    if (swarm == null) {
      throw new IllegalStateException("it has not been started");
    }
    swarm.comeBack();
    chronicle.note("all subscribers come back, for the sake of " + late + " messages");
    return Tally.assertKept(chronicle, scale.drain());
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
    if (swarm != null) {
      swarm.close();
    }
  }
}
