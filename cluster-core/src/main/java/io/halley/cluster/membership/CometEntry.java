/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

import io.halley.cluster.view.CometNode;
import java.util.List;

/**
 * A registered instance of a comet node.
 *
 * @param node the node's name
 * @param own whether it is in the coordinator's own process
 */
record CometEntry(String node, boolean own, CometInstance instance) {
  List<String> rpc() {
    return instance.rpc();
  }

  /** Whether it takes keys; one that is about to leave does not. */
  boolean takesKeys() {
    return instance.weight() > 0;
  }

  boolean is(CometNode other) {
    return node.equals(other.name()) && rpc().equals(other.rpc());
  }

  CometNode asNode() {
    return instance.asNode(node);
  }
}
