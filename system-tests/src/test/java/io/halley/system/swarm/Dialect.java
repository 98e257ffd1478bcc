/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;

/** How a subscription is asked for, and what stands around a frame. Immutable. */
interface Dialect {
  /**
   * Fills the pipeline of a new connection, so that it asks for the subscription by itself. After
   * this, frames come out of it as texts, replies without their line ends, and a text that is
   * written becomes a frame.
   *
   * @param mid the last mid that the subscriber has; 0: none
   */
  void addTo(
      ChannelPipeline pipeline, InetSocketAddress address, String key, int heartbeat, long mid);
}
