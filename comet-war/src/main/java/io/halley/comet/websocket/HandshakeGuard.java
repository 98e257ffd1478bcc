/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Answers a request that is no good handshake, and closes. Leaves the pipeline with a good one; of
 * what follows a bad one nothing goes on.
 */
final class HandshakeGuard extends ChannelInboundHandlerAdapter {
  /** What the guard tells the handlers behind it when it has refused the request. */
  enum Event {
    REFUSED
  }

  /** How long a client may take to read the answer and close. */
  private static final long LINGER_SECONDS = 2;

  private final HandshakeCheck check;
  private boolean refused;

  HandshakeGuard(String path) {
    this.check = new HandshakeCheck(path);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    if (refused || !(received instanceof HttpRequest request)) {
      ReferenceCountUtil.release(received);
      return;
    }
    Optional<HttpResponseStatus> refusal = check.refusal(request);
    if (refusal.isPresent()) {
      refused = true;
      ReferenceCountUtil.release(received);
      context.fireUserEventTriggered(Event.REFUSED);
      answer(context, refusal.get());
    } else {
      request.setUri(RequestTarget.origin(request.uri()));
      context.fireChannelRead(request);
      context.pipeline().remove(this);
    }
  }

  /**
   * Nothing is written behind the answer, but what the client still sends is read and dropped: an
   * end with bytes unread would be a reset, which takes the answer from a client that has not read
   * it.
   */
  private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
    Channel channel = context.channel();
    context.executor().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    context
        .writeAndFlush(response(status))
        .addListener(
            written -> {
              if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
              } else {
                channel.close();
              }
            });
  }

  private static FullHttpResponse response(HttpResponseStatus status) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, 0)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
      // RFC 9110, 7.8: a sender of Upgrade names it in Connection
      response
          .headers()
          .set(HttpHeaderNames.CONNECTION, "close, Upgrade")
          .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
          .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketVersion.V13.toHttpHeaderValue());
    } else if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET.name());
    }
    return response;
  }
}
