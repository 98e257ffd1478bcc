/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import io.halley.cluster.view.CometNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a client wants to reach its comet node. */
enum Protocol {
  /** The parameter 1. */
  WEB_SOCKET,
  /** The parameter 2. */
  TCP;

  /** The highest number that a parameter may have. */
  static final long MAX = 2;

  /** The protocol of a number on the wire. */
  static Optional<Protocol> of(OptionalLong number) {
    return number.isEmpty() || number.getAsLong() == 0
        ? Optional.empty()
        : Optional.of(number.getAsLong() == 1 ? WEB_SOCKET : TCP);
  }

  /** The addresses at which a node speaks it. */
  List<String> addresses(CometNode node) {
    return switch (this) {
      case WEB_SOCKET -> node.webSocket();
      case TCP -> node.tcp();
    };
  }
}
