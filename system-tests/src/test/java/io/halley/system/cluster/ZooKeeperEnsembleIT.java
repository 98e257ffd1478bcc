/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.test.TestingZooKeeperServer;
import org.junit.jupiter.api.Test;

/** The ensemble keeps its data and its ports through what the tests with faults do to it. */
class ZooKeeperEnsembleIT {
  private static final byte[] DATA = "kept".getBytes(StandardCharsets.US_ASCII);

  @Test
  void data_outlivesTheLeaderAndTheWholeEnsemble() throws Exception {
    try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start();
        CuratorFramework client =
            CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryForever(200))) {
      client.start();
      assertThat(client.blockUntilConnected(60, TimeUnit.SECONDS)).isTrue();
      client.create().forPath("/data", DATA);

      TestingZooKeeperServer leader = ensemble.killLeader();
      assertThat(client.getData().forPath("/data")).isEqualTo(DATA);
      ensemble.restart(List.of(leader));

      ensemble.stop();
      ensemble.restart(ensemble.servers());
      assertThat(client.getData().forPath("/data")).isEqualTo(DATA);
    }
  }
}
