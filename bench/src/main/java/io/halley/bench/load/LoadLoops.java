/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops that all load runs on: one for two processors, for the server that is measured
 * needs the others.
 */
public final class LoadLoops implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private static final int HOSTS = 250;
  private static final int ORIGINS = HOSTS * HOSTS;

  private final MultiThreadIoEventLoopGroup group;
  private final AtomicInteger origins = new AtomicInteger();

  public LoadLoops() {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("bench-load", true), io);
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  EventLoop next() {
    return group.next();
  }

  Class<? extends SocketChannel> channel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /**
   * A bootstrap of one connection. Where it goes to this machine itself it comes from an address
   * that the next one does not have: of the 28,000 ports that a system has for the connections from
   * one address it finds the last ones slowly, and real clients come from many addresses, too.
   */
  Bootstrap bootstrap(InetSocketAddress target) {
    Bootstrap bootstrap = new Bootstrap().group(group).channel(channel()).remoteAddress(target);
    // elsewhere than on Linux a loopback network has one address
    if (Epoll.isAvailable() && target.getAddress().isLoopbackAddress()) {
      int number = origins.getAndUpdate(last -> (last + 1) % ORIGINS);
      bootstrap
          .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
          .localAddress("127.1." + number / HOSTS + "." + (1 + number % HOSTS), 0);
    }
    return bootstrap;
  }

  /** Ends the threads and every connection that is still open. */
  @Override
  public void close() {
    group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
