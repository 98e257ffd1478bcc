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
  /** The end of a version by which a client says that it will acknowledge. */
  private static final String ACKNOWLEDGES = ";ack";

  private final TcpInboundParser uplink = new TcpInboundParser(this::received);

  TcpSubscriberHandler(Channel channel, EdgeSetup setup) {
    super(channel, setup, Framing.TCP, "a TCP client");
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object received) {
    if (received instanceof Command command) {
      Optional<SubscribeRequest> request = parse(command);
      request.filter(SubscribeRequest::acknowledges).ifPresent(asked -> uplink.allowLines());
      subscribe(request);
    } else if (received instanceof ByteBuf bytes && !uplink.read(bytes)) {
      refuse();
    }
  }

  private Optional<SubscribeRequest> parse(Command command) {
    String version = command.argument(4);
    return command.isSubscribe()
        ? SubscribeRequest.parse(
            command.argument(1),
            command.argument(2),
            command.argument(3),
            version,
            command.argument(5),
            version != null && version.endsWith(ACKNOWLEDGES)
                ? SubscribeRequest.ACKNOWLEDGES
                : null,
            heartbeatMin())
        : Optional.empty();
  }
}
