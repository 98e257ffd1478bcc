/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

/** How a member of a swarm is connected. */
public enum Kind {
  /** The TCP edge of the node that a web node names. */
  TCP(2),
  /** The WebSocket edge of the node that a web node names. */
  WEB_SOCKET(1),
  /** The Jakarta WebSocket endpoint; no web node names its port, so the swarm's plan does. */
  JAKARTA(1);

  private final int protocol;

  Kind(int protocol) {
    this.protocol = protocol;
  }

  /** What a web node is asked for. */
  int protocol() {
    return protocol;
  }

  Dialect dialect() {
    return switch (this) {
      case TCP -> new TcpDialect();
      case WEB_SOCKET -> new WebSocketDialect("/sub");
      case JAKARTA -> new WebSocketDialect("/comet/sub");
    };
  }
}
