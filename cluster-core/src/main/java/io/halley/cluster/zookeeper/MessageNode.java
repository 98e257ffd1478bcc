/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.util.List;

/**
 * A message node, as it registers.
 *
 * @param rpc {@code host:port} addresses of its RPC service, at least one
 * @param weight its share of the work, 1 to {@value Addresses#MAX_WEIGHT}
 */
public record MessageNode(List<String> rpc, int weight) {
  /**
   * @throws IllegalArgumentException naming the mistake
   */
  public MessageNode {
    rpc = Addresses.some("rpc", rpc);
    Addresses.weight(weight, 1);
  }
}
