/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.Listener;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Accepts subscribers over raw TCP. */
public final class TcpEdge {
  private TcpEdge() {}

  /**
   * Binds the address and begins to accept.
   *
   * @param commandMaxBytes the longest command
   * @throws IllegalStateException if the address cannot be bound
   */
  public static Listener bind(InetSocketAddress address, EdgeSetup setup, int commandMaxBytes) {
    return Listener.bind(
        "TCP", setup.loops(), address, channel -> pipeline(channel, setup, commandMaxBytes));
  }

  private static void pipeline(Channel channel, EdgeSetup setup, int commandMaxBytes) {
    channel
        .pipeline()
        .addLast(new SubscribeCommandDecoder(commandMaxBytes))
        .addLast(new TcpSubscriberHandler(channel, setup));
  }
}
