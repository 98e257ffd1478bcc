/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One client of a pool, with one connection and one request at a time; on the event loop only. */
final class HttpClient {
  private final HttpPool pool;
  private @Nullable Channel channel;
  private @Nullable HttpRequest current;

  HttpClient(HttpPool pool) {
    this.pool = pool;
  }

  void send(HttpRequest request) {
    current = request;
    if (channel == null) {
      pool.connect(this);
    } else {
      write(channel, request);
    }
  }

  private static void write(Channel channel, HttpRequest request) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(request.bytes()), channel.voidPromise());
  }

  ChannelHandler newHandler() {
    return new Handler();
  }

  /** The connection, or the attempt to open one, has ended. */
  void failed(IOException cause) {
    HttpRequest request = current;
    current = null;
    if (request != null) {
      request.answer().completeExceptionally(cause);
      pool.release(this);
    }
  }

  private void ended() {
    channel = null;
    HttpRequest request = current;
    if (request != null && request.mayRepeat()) {
      pool.connect(this);
    } else {
      failed(new IOException("the server closed the connection instead of answering"));
    }
  }

  private final class Handler extends SimpleChannelInboundHandler<Answer> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      if (current != null) {
        write(context.channel(), current);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Answer answer) {
      HttpRequest request = current;
      current = null;
      if (request == null) {
        context.close();
        return;
      }
      // whoever is told may send the next one, which then finds this client busy or free
      request.answer().complete(answer);
      pool.release(HttpClient.this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (context.channel() == channel) {
        ended();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
