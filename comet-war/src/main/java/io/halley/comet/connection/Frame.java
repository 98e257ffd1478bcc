/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/** What is sent to a subscriber: a {@link Reply} or a {@link Delivery}. */
public sealed interface Frame permits Reply, Delivery {
  /**
   * The frame as a transport sends it. A message is encoded at most a few times however many
   * connections it goes to. The caller must not change the array.
   */
  byte[] bytes(Framing framing, MessageFormat format);
}
