/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.halley.cluster.settings.ClusterSettings;
import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.MessageSettings;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometInstance;
import io.halley.cluster.zookeeper.MessageNode;
import java.util.List;

/** This process's nodes as others see them, from its settings alone. */
public final class NodeIdentity {
  private NodeIdentity() {}

  /** The comet node. Its RPC addresses tell it from another instance of the same name. */
  public static CometNode comet(Settings settings) {
    CometSettings comet = settings.comet();
    return new CometNode(
        settings.node(),
        comet.weight(),
        settings.cluster().zookeeper().isEmpty()
            ? List.of()
            : rpc(settings.cluster(), comet.advertisedRpc(), comet.rpcPort()),
        OwnAddresses.of(comet.advertisedTcp(), comet.tcpAddress(), comet.tcpPort()),
        OwnAddresses.of(
            comet.advertisedWebSocket(), comet.webSocketAddress(), comet.webSocketPort()));
  }

  static CometInstance cometInstance(Settings settings) {
    CometNode self = comet(settings);
    return new CometInstance(self.rpc(), self.tcp(), self.webSocket(), self.weight());
  }

  static MessageNode messageNode(Settings settings) {
    MessageSettings message = settings.message();
    return new MessageNode(
        rpc(settings.cluster(), message.advertisedRpc(), message.rpcPort()), message.weight());
  }

  private static List<String> rpc(ClusterSettings cluster, List<String> advertised, int port) {
    return OwnAddresses.of(advertised, cluster.rpcAddress(), port);
  }
}
