/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.edge;

import io.halley.comet.websocket.WebSocketEdge;
import io.halley.testkit.edge.Edge;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import io.halley.testkit.edge.WebSocketEdgeContract;

class WebSocketEdgeTest extends WebSocketEdgeContract {

  @Override
  protected String path() {
    return "/sub";
  }

  @Override
  protected Edge start(EdgeProfile profile, EdgeLimits limits) {
    return new TestNode(profile, limits, factory(limits));
  }

  static TestNode.EdgeFactory factory(EdgeLimits limits) {
    return (address, setup) -> WebSocketEdge.bind(address, setup, limits.frameMaxBytes());
  }
}
