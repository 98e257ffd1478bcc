/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.netty.NettyConnection;
import io.halley.comet.netty.SilenceTimer;
import io.halley.comet.subscribe.SubscribeQuery;
import io.halley.comet.subscribe.SubscriberSession;
import io.halley.comet.subscribe.Subscriptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import org.jspecify.annotations.Nullable;

/** Tells a session what a WebSocket client sent. */
final class WebSocketSubscriberHandler extends SimpleChannelInboundHandler<Object> {
  private static final String HEARTBEAT = "h";

  private final NettyConnection connection;
  private final SilenceTimer timer;
  private final Subscriptions subscriptions;
  private final SubscriberSession session;
  private final int frameMaxBytes;

  WebSocketSubscriberHandler(
      NettyConnection connection,
      SilenceTimer timer,
      Subscriptions subscriptions,
      int frameMaxBytes) {
    this.frameMaxBytes = frameMaxBytes;
    this.connection = connection;
    this.timer = timer;
    this.subscriptions = subscriptions;
    this.session = subscriptions.open(connection, "a WebSocket client");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete handshake) {
      // a heartbeat may come in fragments
      context
          .pipeline()
          .addBefore(context.name(), null, new WebSocketFrameAggregator(frameMaxBytes));
      SubscribeQuery.parse(query(handshake.requestUri()), subscriptions.heartbeatMin())
          .ifPresentOrElse(
              subscribe -> {
                connection.use(subscribe.format());
                timer.allow(subscriptions.silence(subscribe), CloseReason.HEARTBEAT_LATE);
                session.subscribe(subscribe);
              },
              session::refuseParameters);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object received) {
    if (received instanceof TextWebSocketFrame frame && frame.text().equals(HEARTBEAT)) {
      timer.heard();
      session.heartbeat();
    } else {
      connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    timer.stop();
    session.ended(connection.reason());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.close(
        cause instanceof DecoderException
            ? CloseReason.PROTOCOL_ERROR
            : CloseReason.TRANSPORT_ERROR);
  }

  private static @Nullable String query(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? null : uri.substring(question + 1);
  }
}
