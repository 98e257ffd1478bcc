/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.journal.KeyTally;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a push was answered 0 for arrives once and in order of mids, whatever part of the cluster
 * fails; see {@link FaultScale} for the long form.
 */
class ClusterFaultsIT {
  /** The default of {@code halley.rpc.deadline-millis}. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** A push asks the comet node first, then the message nodes; the rest is for a busy machine. */
  private static final Duration SLOWEST = DEADLINE.multipliedBy(2).plusSeconds(2);

  @Test
  void answeredPushes_arriveOnceAndInOrder_whateverFails() {
    ClusterFaults.run(FaultScale.cluster());
  }

  @Test
  void pausedComet_delaysNoPushBeyondTheDeadlines() {
    FaultScale scale = FaultScale.cluster();
    try (LoadedCluster loaded = LoadedCluster.start(scale)) {
      assertDeadlines(scale, loaded, loaded.cluster().comets().get(0));
    }
  }

  @Test
  void pausedMessageNode_delaysNoPushBeyondTheDeadlines() {
    FaultScale scale = FaultScale.cluster();
    try (LoadedCluster loaded = LoadedCluster.start(scale)) {
      assertDeadlines(scale, loaded, loaded.cluster().messages().get(0));
    }
  }

  private static void assertDeadlines(FaultScale scale, LoadedCluster loaded, ClusterNode node) {
    scale.pause();
    loaded.chronicle().note(node.name() + " is paused");
    node.pause();
    scale.stayAway();
    node.resume();
    loaded.chronicle().note(node.name() + " goes on");
    scale.pause();
    KeyTally total = loaded.finish();
    assertThat(Duration.ofNanos(total.slowestNanos())).isLessThanOrEqualTo(SLOWEST);
    assertThat(total.unknown()).as("pushes without an answer").isZero();
    assertThat(total.gaps()).as("gaps").isZero();
  }
}
