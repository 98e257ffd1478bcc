/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.netty.NettyConnection;
import io.halley.comet.netty.SilenceTimer;
import io.halley.comet.subscribe.SubscribeRequest;
import io.halley.comet.subscribe.SubscriberSession;
import io.halley.comet.subscribe.Subscriptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.util.Optional;

/** Tells a session what a TCP client sent. */
final class TcpSubscriberHandler extends ChannelInboundHandlerAdapter {
  private static final byte HEARTBEAT = 'h';

  private final NettyConnection connection;
  private final SilenceTimer timer;
  private final Subscriptions subscriptions;
  private final SubscriberSession session;

  TcpSubscriberHandler(
      NettyConnection connection, SilenceTimer timer, Subscriptions subscriptions) {
    this.connection = connection;
    this.timer = timer;
    this.subscriptions = subscriptions;
    this.session = subscriptions.open(connection, "a TCP client");
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    if (received instanceof Command command) {
      subscribe(command);
    } else if (received instanceof ByteBuf bytes) {
      try {
        heartbeats(bytes);
      } finally {
        bytes.release();
      }
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

  private void subscribe(Command command) {
    Optional<SubscribeRequest> request =
        command.isSubscribe()
            ? SubscribeRequest.parse(
                command.argument(1),
                command.argument(2),
                command.argument(3),
                command.argument(4),
                command.argument(5),
                subscriptions.heartbeatMin())
            : Optional.empty();
    request.ifPresentOrElse(
        subscribe -> {
          connection.use(subscribe.format());
          timer.allow(subscriptions.silence(subscribe), CloseReason.HEARTBEAT_LATE);
          session.subscribe(subscribe);
        },
        session::refuseParameters);
  }

  private void heartbeats(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (bytes.readByte() != HEARTBEAT) {
        connection.close(CloseReason.PROTOCOL_ERROR);
        return;
      }
      timer.heard();
      session.heartbeat();
    }
  }
}
