/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import java.net.InetSocketAddress;

/**
 * A running edge with a comet node behind it. Methods may be called by several threads. The
 * contract closes it.
 */
public interface Edge extends AutoCloseable {
  /** Where subscribers connect. */
  InetSocketAddress address();

  /**
   * Pushes a message that is not stored to one key; returns once the node has accepted it, which it
   * does whether or not a subscriber is slow.
   */
  void push(String key, String json);

  /** Adds a token to a key, creating its channel. */
  void addToken(String key, String token);

  @Override
  void close();
}
