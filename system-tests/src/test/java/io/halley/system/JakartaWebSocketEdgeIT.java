/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.node.Listener;
import io.halley.testkit.edge.Edge;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import io.halley.testkit.edge.WebSocketEdgeContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Jakarta WebSocket endpoint of a running node keeps the contract of all edges. */
class JakartaWebSocketEdgeIT extends WebSocketEdgeContract {
  @RegisterExtension static final SharedNode OPEN = SharedNode.shortLimits();
  @RegisterExtension static final SharedNode DROPPING = SharedNode.dropping();
  @RegisterExtension static final SharedNode GUARDED = SharedNode.guarded();

  @Override
  protected Edge start(EdgeProfile profile, EdgeLimits settings) {
    return SharedEdges.start(profile, Listener.HTTP, OPEN, DROPPING, GUARDED);
  }

  @Override
  protected String path() {
    return Node.JAKARTA_PATH;
  }

  @Override
  protected boolean ownsTheTransport() {
    return false;
  }
}
