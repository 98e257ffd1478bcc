/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Answers 404 to a request on another path than the edge's. Netty's own check also lets paths below
 * it pass. Leaves the pipeline with the first request.
 */
final class PathGuard extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final String path;

  PathGuard(String path) {
    this.path = path;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String uri = request.uri();
    int question = uri.indexOf('?');
    if (path.equals(question < 0 ? uri : uri.substring(0, question))) {
      context.fireChannelRead(request.retain());
      context.pipeline().remove(this);
      return;
    }
    FullHttpResponse notFound =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER);
    notFound
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, 0)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(notFound).addListener(ChannelFutureListener.CLOSE);
  }
}
