/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.node.Folders;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.RedisProcess;
import io.halley.testkit.process.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a push was answered 0 for arrives once and in order of mids, whatever the subscribers do and
 * though the node is killed; see {@link FaultScale} for the long form.
 */
class OneNodeFaultsIT {
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void answeredPushes_arriveOnceAndInOrder_thoughTheNodeIsKilled_withH2() {
    OneNodeFaults.run(
        NodeSetup.of(NodeKind.MICRO, Folders.create("faults-h2")), "h2-", FaultScale.oneNode());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void answeredPushes_arriveOnceAndInOrder_thoughTheNodeIsKilled_withRedis() {
    try (RedisProcess redis = RedisProcess.start(FreePorts.one(), Folders.create("faults-redis"))) {
      OneNodeFaults.run(
          NodeSetup.of(
              NodeKind.MICRO,
              Folders.create("faults-redis"),
              "--store",
              "redis",
              "-Dhalley.redis.uri=" + redis.uri()),
          "redis-",
          FaultScale.oneNode());
    }
  }
}
