/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.journal.KeyTally;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a push was answered 0 for arrives once and in order of mids, whatever part of the cluster
 * fails; see {@link FaultScale} for the long form.
 */
class ClusterFaultsIT {
  /** The default of {@code halley.rpc.deadline-millis}. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** A push asks the comet node first, then the message nodes; the rest is for a busy machine. */
  private static final Duration SLOWEST = DEADLINE.multipliedBy(3);

  /** Who waited for the paused node would be slower than that. */
  private static final Duration PAUSE = SLOWEST.plusSeconds(5);

  private static final int COMETS = 3;
  private static final int MESSAGES = 2;
  private static final int WEBS = 2;

  private static @Nullable ClusterUnderTest shared;

  @BeforeAll
  static void start() {
    shared = ClusterUnderTest.start(COMETS, MESSAGES, WEBS);
  }

  @AfterAll
  static void close() {
    if (shared != null) {
      shared.close();
    }
  }

  @Test
  void answeredPushes_arriveOnceAndInOrder_whateverFails() {
    ClusterFaults.run(cluster(), FaultScale.cluster());
  }

  @Test
  void pausedNode_delaysNoPushBeyondTheDeadlines() {
    FaultScale scale = FaultScale.cluster();
    try (LoadedCluster loaded = LoadedCluster.start(cluster(), "paused-", scale)) {
      scale.warm();
      pause(loaded, cluster().comets().get(0));
      scale.pause();
      pause(loaded, cluster().messages().get(0));
      scale.pause();
      KeyTally total = loaded.finish();
      assertThat(Duration.ofNanos(total.slowestNanos())).isLessThanOrEqualTo(SLOWEST);
      assertThat(total.unknown()).as("pushes without an answer").isZero();
      assertThat(total.gaps()).as("gaps").isZero();
    }
  }

  private static ClusterUnderTest cluster() {
    if (shared == null) {
      throw new IllegalStateException("it has not been started");
    }
    return shared;
  }

  private static void pause(LoadedCluster loaded, ClusterNode node) {
    loaded.chronicle().note(node.name() + " is paused");
    node.pause();
    FaultScale.pass(PAUSE);
    node.resume();
    loaded.chronicle().note(node.name() + " goes on");
  }
}
