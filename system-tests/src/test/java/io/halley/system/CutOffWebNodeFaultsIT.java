/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.cluster.RpcDetour;
import io.halley.system.cluster.TcpRelay;
import io.halley.system.journal.KeyTally;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One of two web nodes is cut off from a comet node that everybody else reaches: the coordinator,
 * so that its keys stay with it, the other web node, and its subscribers, who stay connected. What
 * the cut-off node answers 0 it has appended itself, and cannot tell of. It arrives once and in the
 * order of mids: with the key's next push that passes the comet node, or when the way is there
 * again.
 */
class CutOffWebNodeFaultsIT {
  private static final int COMETS = 1;
  private static final int MESSAGES = 2;
  private static final int WEBS = 2;

  @Test
  void answeredPushes_arriveOnceAndInOrder_thoughAWebNodeIsCutOffFromTheKeysNode() {
    FaultScale scale = FaultScale.cluster();
    try (RpcDetour detour = RpcDetour.open("web2", "comet1");
        ClusterUnderTest cluster = ClusterUnderTest.startWith(detour, COMETS, MESSAGES, WEBS)) {
      List<ClusterNode> webs = cluster.webs();
      try (LoadedCluster loaded = LoadedCluster.start(cluster, "cut-", scale);
          KeptPushes kept = KeptPushes.start(cluster, webs.get(1), webs.get(0))) {
        CutOff faults = new CutOff(scale, loaded, detour.relay(), kept);
        scale.warm();
        faults.freezeBriefly();
        faults.freeze();
        faults.refuse();
        scale.pause();
        KeyTally total = loaded.finishConnected();
        kept.assertKept();
        assertThat(total.answered()).as("answered 0").isGreaterThan(total.sent() / 2);
        assertThat(total.gaps()).as("gaps").isZero();
      }
    }
  }

  /** The ways to be cut off, each of which ends when what was kept has arrived. */
  private record CutOff(FaultScale scale, LoadedCluster loaded, TcpRelay relay, KeptPushes kept) {
    /** Calls that were given up are carried out in the end, for their connection outlives this. */
    void freezeBriefly() {
      cut("nothing passes for some seconds", relay::freeze, () -> {});
    }

    /** The connection is given up, and new ones are not answered. */
    void freeze() {
      cut("nothing passes", relay::freeze, scale::stayAway);
    }

    void refuse() {
      cut("connections are refused", relay::refuse, scale::pause);
    }

    private void cut(String how, Runnable begin, Runnable meanwhile) {
      loaded.chronicle().note("web2 is cut off from comet1: " + how);
      begin.run();
      int number = kept.push();
      loaded.chronicle().note("what it keeps arrives with what web1 pushes");
      meanwhile.run();
      kept.assertUntold(number);
      relay.heal();
      loaded.chronicle().note("web2 reaches comet1 again");
      kept.awaitTold(number);
      loaded.chronicle().note("what it kept has arrived");
    }
  }
}
