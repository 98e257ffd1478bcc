/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A bound port and the connections that came in by it. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final long STOP_MILLIS = 5_000;

  private final Channel server;

  private Listener(Channel server) {
    this.server = server;
  }

  /**
   * Binds an address and gives each connection its pipeline. Blocks until it is bound.
   *
   * @param what the edge's name, for the error
   * @throws IllegalStateException if the address cannot be bound, naming it
   */
  public static Listener bind(
      String what, EventLoops loops, InetSocketAddress address, Consumer<Channel> pipeline) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    pipeline.accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "the " + what + " edge cannot bind " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return new Listener(bound.channel());
  }

  /** The port that is bound. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Accepts no more connections; those that there are stay. */
  @Override
  public void close() {
    server.close().awaitUninterruptibly(STOP_MILLIS);
  }
}
