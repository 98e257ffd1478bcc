/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What a node looks like from the load's side: subscribers over TCP are all told what an HTTP
 * request brings, which is answered. Understands no more than what the load generator sends.
 */
final class FakeNode implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup subscribers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel server;

  /** What pushes are answered. */
  volatile String answer = "{\"ret\":0}";

  /** Whether a connection is closed after one answer. */
  volatile boolean closing;

  FakeNode() {
    server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Conversation());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** Closes the connections of all subscribers. */
  void dropSubscribers() {
    subscribers.close().syncUninterruptibly();
  }

  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    server.close().syncUninterruptibly();
    clients.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      clients.add(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
      String text = in.toString(StandardCharsets.US_ASCII);
      if (text.startsWith("POST ")) {
        String message = "{\"msg\":" + text.substring(text.indexOf("\r\n\r\n") + 4) + "}";
        ByteBuf frame = ascii(context, "$" + message.length() + "\r\n" + message + "\r\n");
        subscribers.writeAndFlush(frame);
        context.writeAndFlush(
            ascii(
                context,
                "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer));
        if (closing) {
          context.close();
        }
      } else {
        subscribers.add(context.channel());
        context.writeAndFlush(ascii(context, "+h\r\n"));
      }
    }

    private ByteBuf ascii(ChannelHandlerContext context, String text) {
      return ByteBufUtil.writeAscii(context.alloc(), text);
    }
  }
}
