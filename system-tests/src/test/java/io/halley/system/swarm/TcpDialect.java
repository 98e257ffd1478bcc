/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetSocketAddress;

/** The language of the TCP edge. */
final class TcpDialect implements Dialect {
  @Override
  public void addTo(
      ChannelPipeline pipeline, InetSocketAddress address, String key, int heartbeat, long mid) {
    byte[] command =
        TcpSubscriber.command(Subscription.of(key, heartbeat).resumingAfter(String.valueOf(mid)));
    pipeline.addLast(new TcpFrames());
    pipeline.addLast(new StringEncoder());
    pipeline.addLast(new Greeting(command));
  }

  /** Says the command when the connection stands. */
  private static final class Greeting extends ChannelInboundHandlerAdapter {
    private final byte[] command;

    Greeting(byte[] command) {
      this.command = command;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.writeAndFlush(Unpooled.wrappedBuffer(command));
      context.fireChannelActive();
    }
  }
}
