/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Framing;
import io.halley.comet.subscribe.SubscribeRequest;
import io.halley.comet.subscribe.SubscriberSession;
import io.halley.comet.subscribe.Subscriptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.time.Duration;
import java.util.Optional;

/**
 * The last handler of a connection: tells a session what the client sent, closes a silent client,
 * and ends the session with the connection. An edge's own handler reads its wire format.
 */
public abstract class SubscriberHandler extends SimpleChannelInboundHandler<Object> {
  private final Subscriptions subscriptions;
  private final NettyConnection connection;
  private final SilenceTimer timer;
  private final SubscriberSession session;

  /**
   * For a channel that has just connected; on its event loop.
   *
   * @param client what the log calls the client until its key is known
   */
  protected SubscriberHandler(Channel channel, EdgeSetup setup, Framing framing, String client) {
    subscriptions = setup.subscriptions();
    connection =
        new NettyConnection(channel, setup.loops(), framing, setup.bounds(), setup.counters());
    timer = new SilenceTimer(channel.eventLoop(), connection);
    timer.allow(setup.firstPacket(), CloseReason.FIRST_PACKET_LATE);
    session = subscriptions.open(connection, client);
  }

  /** The shortest heartbeat that a client may ask for. */
  protected final Duration heartbeatMin() {
    return subscriptions.heartbeatMin();
  }

  /** The client asked to subscribe; empty: with parameters that are none. */
  protected final void subscribe(Optional<SubscribeRequest> request) {
    request.ifPresentOrElse(
        subscribe -> {
          connection.use(subscribe.format(), subscribe.understandsGaps());
          timer.allow(subscriptions.silence(subscribe), CloseReason.HEARTBEAT_LATE);
          session.subscribe(subscribe);
        },
        session::refuseParameters);
  }

  /** The client sent a word of the protocol, or what may be one. */
  protected final void received(String word) {
    timer.heard();
    session.received(word);
  }

  /** The client sent what it may not. */
  protected final void refuse() {
    connection.close(CloseReason.PROTOCOL_ERROR);
  }

  /** The edge has refused the client in its transport's own words, and closes the channel. */
  protected final void refused() {
    timer.stop();
    connection.endsFor(CloseReason.PROTOCOL_ERROR);
  }

  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext context) {
    connection.writabilityChanged();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext context) {
    timer.stop();
    session.ended(connection.reason());
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.close(
        cause instanceof DecoderException
            ? CloseReason.PROTOCOL_ERROR
            : CloseReason.TRANSPORT_ERROR);
  }
}
