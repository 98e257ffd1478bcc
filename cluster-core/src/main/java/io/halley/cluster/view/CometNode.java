/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import java.util.List;

/**
 * A comet node as clients reach it.
 *
 * @param name its name in the ring
 * @param weight its share of the keys against the others' weights, at least 1
 * @param tcp advertised {@code host:port} addresses of its TCP edge
 * @param webSocket advertised {@code host:port} addresses of its WebSocket edge
 */
public record CometNode(String name, int weight, List<String> tcp, List<String> webSocket) {
  public CometNode {
    tcp = List.copyOf(tcp);
    webSocket = List.copyOf(webSocket);
  }
}
