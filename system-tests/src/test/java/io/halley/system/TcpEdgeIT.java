/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.node.Listener;
import io.halley.testkit.edge.Edge;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import io.halley.testkit.edge.TcpEdgeContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The TCP edge of a running node keeps the contract of all edges. */
class TcpEdgeIT extends TcpEdgeContract {
  @RegisterExtension static final SharedNode OPEN = SharedNode.shortLimits();
  @RegisterExtension static final SharedNode DROPPING = SharedNode.dropping();
  @RegisterExtension static final SharedNode GUARDED = SharedNode.guarded();

  @Override
  protected Edge start(EdgeProfile profile, EdgeLimits settings) {
    return SharedEdges.start(profile, Listener.TCP, OPEN, DROPPING, GUARDED);
  }
}
