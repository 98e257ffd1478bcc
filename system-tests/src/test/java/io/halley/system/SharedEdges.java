/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.node.Listener;
import io.halley.testkit.edge.Edge;
import io.halley.testkit.edge.EdgeProfile;
import org.opentest4j.TestAbortedException;

/** Edges of the shared nodes, by the situation that a contract asks for. */
final class SharedEdges {
  private SharedEdges() {}

  static Edge start(
      EdgeProfile profile,
      Listener listener,
      SharedNode open,
      SharedNode dropping,
      SharedNode guarded) {
    return switch (profile) {
      case OPEN -> NodeEdge.of(open.node(), listener);
      case DROPPING -> NodeEdge.of(dropping.node(), listener);
      case AUTH -> NodeEdge.ofGuarded(guarded.node(), listener);
      case FOREIGN -> throw new TestAbortedException("a node alone owns every key");
    };
  }
}
