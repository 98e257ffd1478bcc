/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import java.util.List;

/**
 * A comet node as clients and other nodes reach it: the active one of the instances that share its
 * name.
 *
 * @param name its name in the ring
 * @param weight its share of the keys against the others' weights, at least 1
 * @param rpc {@code host:port} addresses of its RPC service; empty where it is in this process
 * @param tcp advertised {@code host:port} addresses of its TCP edge
 * @param webSocket advertised {@code host:port} addresses of its WebSocket edge
 */
public record CometNode(
    String name, int weight, List<String> rpc, List<String> tcp, List<String> webSocket) {
  public CometNode {
    rpc = List.copyOf(rpc);
    tcp = List.copyOf(tcp);
    webSocket = List.copyOf(webSocket);
  }

  /** A node of a cluster of one: nobody else reaches it. */
  public static CometNode alone(String name, List<String> tcp, List<String> webSocket) {
    return new CometNode(name, 1, List.of(), tcp, webSocket);
  }
}
