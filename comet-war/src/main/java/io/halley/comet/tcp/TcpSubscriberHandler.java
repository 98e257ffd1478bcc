/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.halley.comet.connection.Framing;
import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.SubscriberHandler;
import io.halley.comet.subscribe.SubscribeRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;

/** Tells a session what a TCP client sent. */
final class TcpSubscriberHandler extends SubscriberHandler {
  private static final byte HEARTBEAT = 'h';

  TcpSubscriberHandler(Channel channel, EdgeSetup setup) {
    super(channel, setup, Framing.TCP, "a TCP client");
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object received) {
    if (received instanceof Command command) {
      subscribe(parse(command));
    } else if (received instanceof ByteBuf bytes) {
      heartbeats(bytes);
    }
  }

  private Optional<SubscribeRequest> parse(Command command) {
    return command.isSubscribe()
        ? SubscribeRequest.parse(
            command.argument(1),
            command.argument(2),
            command.argument(3),
            command.argument(4),
            command.argument(5),
            heartbeatMin())
        : Optional.empty();
  }

  private void heartbeats(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (bytes.readByte() != HEARTBEAT) {
        refuse();
        return;
      }
      heartbeat();
    }
  }
}
