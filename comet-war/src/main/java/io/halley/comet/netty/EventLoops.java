/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The threads that serve all Netty edges, each with the outbox of its connections: native epoll
 * where there is one, else NIO. Closed by who made it.
 */
public final class EventLoops implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventLoops.class.getName());
  private static final long STOP_SECONDS = 10;

  static {
    // Netty frees the memory of its buffers in a finalizer, which needs this iterator's class, and
    // runs when the application is gone and nothing is loaded any more
    var unused = new ConcurrentSkipListIntObjMultimap<Boolean>(-1).iterator();
  }

  private final MultiThreadIoEventLoopGroup group;
  private final Map<EventExecutor, LoopOutbox> outboxes = new HashMap<>();

  /**
   * @param threads 0: one a processor
   */
  public EventLoops(int threads) {
    int loops = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("halley-edge"), io);
    for (EventExecutor loop : group) {
      outboxes.put(loop, new LoopOutbox(loop));
    }
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  LoopOutbox outbox(EventLoop loop) {
    LoopOutbox outbox = outboxes.get(loop);
    if (outbox == null) {
      throw new IllegalArgumentException("a connection of another event loop group");
    }
    return outbox;
  }

  /** Runs it on one of the loops, by turns, as soon as that gets there. */
  public void run(Runnable task) {
    group.execute(task);
  }

  /** Ends the threads, after they wrote what was accepted; waits some seconds for them. */
  @Override
  public void close() {
    outboxes
        .values()
        .forEach(outbox -> outbox.drain().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS));
    if (!group
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(2 * STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "the event loops did not end in time");
    }
  }
}
