/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.view.CometNode;
import java.util.List;

/**
 * A registered instance of a comet node.
 *
 * @param node the node's name
 * @param own whether it is in this process
 * @param instance what it registered
 */
public record CometEntry(String node, boolean own, CometInstance instance) {
  /** {@code host:port} addresses of its RPC service, at least one: they tell it from others. */
  public List<String> rpc() {
    return instance.rpc();
  }

  /** Whether it takes keys; one that is about to leave does not. */
  public boolean takesKeys() {
    return instance.weight() > 0;
  }

  /** Whether a view's node is this instance: of the same name, and reached in the same way. */
  public boolean is(CometNode other) {
    return node.equals(other.name()) && rpc().equals(other.rpc());
  }

  /** As a view names it where it is its node's active instance. */
  public CometNode asNode() {
    return instance.asNode(node);
  }
}
