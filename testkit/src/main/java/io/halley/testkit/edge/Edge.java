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
  /** Messages that the store behind the edge keeps for a key: the default of the settings. */
  int CAP = 20;

  /** Where subscribers connect. */
  InetSocketAddress address();

  /**
   * Pushes a message that is not stored to one key; returns once the node has accepted it, which it
   * does whether or not a subscriber is slow.
   */
  void push(String key, String json);

  /**
   * Pushes a message that may wait in the store, which keeps the newest {@link #CAP} of a key;
   * returns once it is saved.
   *
   * @param expireSeconds above 0
   */
  void pushStored(String key, long expireSeconds, String json);

  /** Adds a token to a key, creating its channel. */
  void addToken(String key, String token);

  @Override
  void close();
}
