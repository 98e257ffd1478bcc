/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import io.halley.system.node.Listener;
import java.util.List;

/** What a node of a cluster does. */
enum Role {
  WEB,
  COMET,
  MESSAGE;

  /** What such a node listens on, the application server's own HTTP among it. */
  List<Listener> listeners() {
    return switch (this) {
      case WEB -> List.of(Listener.PUBLIC, Listener.ADMIN, Listener.STAT, Listener.HTTP);
      case COMET -> List.of(Listener.TCP, Listener.WEB_SOCKET, Listener.HTTP);
      case MESSAGE -> List.of(Listener.HTTP);
    };
  }
}
