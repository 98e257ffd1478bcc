/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.halley.bench.failure.BenchException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * HTTP clients that keep their connections alive, each with one request at a time; what finds none
 * free waits. A connection that the server closes between two answers is opened anew. All state is
 * the event loop's.
 */
public final class HttpPool implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final long STOP_MILLIS = 5_000;

  private final LoadLoops loops;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final int clients;
  private final Deque<HttpClient> free = new ArrayDeque<>();
  private final Deque<HttpRequest> waiting = new ArrayDeque<>();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  private HttpPool(LoadLoops loops, InetSocketAddress address, int clients) {
    this.loops = loops;
    this.loop = loops.next();
    this.address = address;
    this.clients = clients;
  }

  /**
   * Makes sure that a server is there.
   *
   * @throws BenchException if nobody listens
   */
  public static HttpPool open(LoadLoops loops, InetSocketAddress address, int clients)
      throws BenchException {
    HttpPool pool = new HttpPool(loops, address, clients);
    ChannelFuture first = pool.connect(new HttpClient(pool)).awaitUninterruptibly();
    if (!first.isSuccess()) {
      throw new BenchException(
          "Nobody answers HTTP at "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " ("
              + first.cause().getMessage()
              + "); start a node, or correct the address.");
    }
    first.channel().close().awaitUninterruptibly();
    pool.loop.execute(pool::addClients);
    return pool;
  }

  private void addClients() {
    for (int i = 0; i < clients; i++) {
      free.add(new HttpClient(this));
    }
  }

  /** How many requests may be under way. */
  public int clients() {
    return clients;
  }

  /** The loop that answers are told on. */
  EventLoop loop() {
    return loop;
  }

  /** Sends a request; from any thread. Completes on the event loop. */
  public CompletableFuture<Answer> send(byte[] request) {
    HttpRequest sent = new HttpRequest(request);
    if (loop.inEventLoop()) {
      dispatch(sent);
    } else {
      loop.execute(() -> dispatch(sent));
    }
    return sent.answer();
  }

  private void dispatch(HttpRequest request) {
    HttpClient client = free.poll();
    if (client == null) {
      waiting.add(request);
    } else {
      client.send(request);
    }
  }

  /** A client has its answer, or has failed, and takes the next request. */
  void release(HttpClient client) {
    HttpRequest next = waiting.poll();
    if (next == null) {
      free.push(client);
    } else {
      client.send(next);
    }
  }

  ChannelFuture connect(HttpClient client) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(loops.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpAnswers(), client.newHandler());
                  }
                })
            .connect(address);
    channels.add(connecting.channel());
    return connecting.addListener(
        (ChannelFutureListener)
            done -> {
              if (!done.isSuccess()) {
                client.failed(new IOException(done.cause().getMessage(), done.cause()));
              }
            });
  }

  /** Closes all connections; what is under way fails. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly(STOP_MILLIS);
  }
}
