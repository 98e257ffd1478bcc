/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.journal.KeyTally;
import io.halley.system.node.Folders;
import io.halley.testkit.process.MariaDbServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Two message nodes on one MariaDB, each of which is paused in turn, wherever it is between a look
 * at a log and its commit: what a push was answered 0 for arrives once and in the order of mids.
 */
class SharedDatabaseFaultsIT {
  /** Longer than an RPC deadline, so that the other node appends what this one has under way. */
  private static final Duration PAUSE = Duration.ofSeconds(8);

  private static final int COMETS = 1;
  private static final int MESSAGES = 2;
  private static final int WEBS = 1;

  @Test
  void answeredPushes_arriveOnceAndInOrder_thoughEachMessageNodeIsPausedInTurn() {
    FaultScale scale = FaultScale.cluster();
    MariaDbServer database = MariaDbServer.start(Folders.create("cluster-mariadb"));
    String[] store = {
      "--store", "sql", "-Dhalley.sql.url=" + database.url(), "-Dhalley.sql.user=root"
    };
    try (ClusterUnderTest cluster =
            ClusterUnderTest.startOn(database, store, COMETS, MESSAGES, WEBS);
        LoadedCluster loaded = LoadedCluster.start(cluster, "shared-", scale)) {
      scale.warm();
      for (int round = 0; round < 2; round++) {
        for (ClusterNode node : cluster.messages()) {
          loaded.chronicle().note(node.name() + " is paused");
          node.pause();
          FaultScale.pass(PAUSE);
          node.resume();
          loaded.chronicle().note(node.name() + " goes on");
          scale.pause();
        }
      }
      KeyTally total = loaded.finish();
      assertThat(total.answered()).as("answered 0").isGreaterThan(total.sent() / 2);
      assertThat(total.gaps()).as("gaps").isZero();
    }
  }
}
