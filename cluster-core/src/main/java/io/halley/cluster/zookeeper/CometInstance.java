/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.view.CometNode;
import java.util.List;

/**
 * One process of a comet node, as it registers.
 *
 * @param rpc {@code host:port} addresses of its RPC service, at least one
 * @param tcp advertised {@code host:port} addresses of its TCP edge
 * @param webSocket advertised {@code host:port} addresses of its WebSocket edge
 * @param weight its node's share of the keys, 0 to {@value Addresses#MAX_WEIGHT}; 0: it is to get
 *     none
 */
public record CometInstance(
    List<String> rpc, List<String> tcp, List<String> webSocket, int weight) {
  /**
   * @throws IllegalArgumentException naming the mistake
   */
  public CometInstance {
    rpc = Addresses.some("rpc", rpc);
    tcp = Addresses.valid("tcp", tcp);
    webSocket = Addresses.valid("ws", webSocket);
    Addresses.weight(weight, 0);
  }

  CometInstance withoutKeys() {
    return new CometInstance(rpc, tcp, webSocket, 0);
  }

  CometNode asNode(String name) {
    return new CometNode(name, weight, rpc, tcp, webSocket);
  }
}
