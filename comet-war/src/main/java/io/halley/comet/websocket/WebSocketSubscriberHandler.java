/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.halley.comet.connection.Framing;
import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.SubscriberHandler;
import io.halley.comet.subscribe.SubscribeQuery;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;

/** Tells a session what a WebSocket client sent. */
final class WebSocketSubscriberHandler extends SubscriberHandler {
  private final int frameMaxBytes;

  WebSocketSubscriberHandler(Channel channel, EdgeSetup setup, int frameMaxBytes) {
    super(channel, setup, Framing.WEBSOCKET, "a WebSocket client");
    this.frameMaxBytes = frameMaxBytes;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete handshake) {
      // a heartbeat may come in fragments
      context
          .pipeline()
          .addBefore(context.name(), null, new WebSocketFrameAggregator(frameMaxBytes));
      subscribe(SubscribeQuery.parse(RequestTarget.query(handshake.requestUri()), heartbeatMin()));
    } else if (event == HandshakeGuard.Event.REFUSED) {
      refused();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object received) {
    if (received instanceof TextWebSocketFrame frame) {
      received(frame.text());
    } else {
      refuse();
    }
  }
}
