/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Framing;
import io.halley.comet.netty.EventLoops;
import io.halley.comet.netty.Listener;
import io.halley.comet.netty.NettyConnection;
import io.halley.comet.netty.QueueBounds;
import io.halley.comet.netty.SilenceTimer;
import io.halley.comet.subscribe.Subscriptions;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Accepts subscribers over raw TCP. */
public final class TcpEdge implements AutoCloseable {
  private final EventLoops loops;
  private final Subscriptions subscriptions;
  private final QueueBounds bounds;
  private final Duration firstPacket;
  private final int commandMaxBytes;
  private final Listener listener;

  /**
   * Binds the address and begins to accept.
   *
   * @param loops stay their owner's to close
   * @param firstPacket time from connecting to a whole command
   * @param commandMaxBytes the longest command
   * @throws IllegalStateException if the address cannot be bound
   */
  public TcpEdge(
      InetSocketAddress address,
      EventLoops loops,
      Subscriptions subscriptions,
      QueueBounds bounds,
      Duration firstPacket,
      int commandMaxBytes) {
    this.loops = loops;
    this.subscriptions = subscriptions;
    this.bounds = bounds;
    this.firstPacket = firstPacket;
    this.commandMaxBytes = commandMaxBytes;
    this.listener = Listener.bind("TCP", loops, address, this::pipeline);
  }

  /** The port that is bound. */
  public int port() {
    return listener.port();
  }

  /** Accepts no more. */
  @Override
  public void close() {
    listener.close();
  }

  private void pipeline(Channel channel) {
    NettyConnection connection = new NettyConnection(channel, loops, Framing.TCP, bounds);
    SilenceTimer timer = new SilenceTimer(channel.eventLoop(), connection);
    timer.allow(firstPacket, CloseReason.FIRST_PACKET_LATE);
    channel
        .pipeline()
        .addLast(new SubscribeCommandDecoder(commandMaxBytes))
        .addLast(new TcpSubscriberHandler(connection, timer, subscriptions));
  }
}
