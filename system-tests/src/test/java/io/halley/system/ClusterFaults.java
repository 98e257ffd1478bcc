/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.journal.Chronicle;
import io.halley.system.journal.KeyTally;
import io.halley.system.journal.Outages;
import java.time.Duration;
import java.util.List;
import org.apache.curator.test.TestingZooKeeperServer;
import org.awaitility.Awaitility;

/** The faults that a cluster has to bear under load, one after the other. */
final class ClusterFaults {
  /** Within which the subscribers of a comet that was killed are connected to another. */
  private static final Duration BACK = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FaultScale scale;
  private final ClusterUnderTest cluster;
  private final Chronicle chronicle;

  private ClusterFaults(FaultScale scale, LoadedCluster loaded) {
    this.scale = scale;
    this.cluster = loaded.cluster();
    this.chronicle = loaded.chronicle();
  }

  /** Makes all of them, and asserts that the delivery promise was kept. */
  static void run(ClusterUnderTest cluster, FaultScale scale) {
    try (LoadedCluster loaded = LoadedCluster.start(cluster, "many-", scale)) {
      ClusterFaults faults = new ClusterFaults(scale, loaded);
      scale.warm();
      Duration away = faults.killComet();
      List<Runnable> others =
          List.of(
              faults::joinComet,
              faults::changeWeight,
              faults::killMessageNode,
              faults::killLeader,
              faults::stopZooKeeper,
              faults::killWebNode,
              faults::restartRedis);
      for (Runnable fault : others) {
        scale.pause();
        fault.run();
      }
      scale.pause();
      KeyTally total = loaded.finish();
      assertThat(total.answered()).as("answered 0").isGreaterThan(total.sent() / 2);
      assertThat(total.gaps()).as("gaps").isZero();
      assertThat(away).as("time to another comet node").isLessThanOrEqualTo(BACK);
    }
  }

  /** The longest time that a subscriber of the killed node was away. */
  private Duration killComet() {
    ClusterNode comet = cluster.comets().get(0);
    Outages outages = new Outages(chronicle, comet::isAt);
    chronicle.note(comet.name() + " is killed, with " + outages.count() + " subscribers");
    comet.kill();
    assertThat(outages.count()).isPositive();
    Awaitility.await("subscribers are connected to another comet node")
        .atMost(PATIENCE)
        .until(() -> outages.away().isEmpty());
    chronicle.note(
        "all are connected to others; half within %d ms, all within %d ms"
            .formatted(outages.half().toMillis(), outages.longest().toMillis()));
    start(comet);
    return outages.longest();
  }

  private void joinComet() {
    chronicle.note("a comet node joins");
    chronicle.note(cluster.joinComet().name() + " is ready");
  }

  private void changeWeight() {
    ClusterNode comet = cluster.comets().get(1);
    chronicle.note(comet.name() + " gets another weight");
    comet.restartWith("--weight", "2");
    chronicle.note(comet.name() + " is ready again");
  }

  private void killMessageNode() {
    killAndRestart(cluster.messages().get(0));
  }

  private void killWebNode() {
    killAndRestart(cluster.webs().get(0));
  }

  private void killLeader() {
    TestingZooKeeperServer leader = cluster.zooKeeper().killLeader();
    chronicle.note("the leader of ZooKeeper is killed");
    scale.stayAway();
    cluster.zooKeeper().restart(List.of(leader));
    chronicle.note("it is back");
  }

  private void stopZooKeeper() {
    chronicle.note("ZooKeeper is away");
    cluster.zooKeeper().stop();
    scale.stayAway();
    cluster.zooKeeper().restart(cluster.zooKeeper().servers());
    chronicle.note("ZooKeeper is back");
  }

  private void restartRedis() {
    chronicle.note("Redis is killed");
    cluster.restartRedis();
    chronicle.note("Redis is back");
  }

  private void killAndRestart(ClusterNode node) {
    chronicle.note(node.name() + " is killed");
    node.kill();
    scale.pause();
    start(node);
  }

  private void start(ClusterNode node) {
    node.start();
    chronicle.note(node.name() + " is ready again");
  }
}
