/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Framing;
import io.halley.comet.netty.EventLoops;
import io.halley.comet.netty.Listener;
import io.halley.comet.netty.NettyConnection;
import io.halley.comet.netty.QueueBounds;
import io.halley.comet.netty.SilenceTimer;
import io.halley.comet.subscribe.Subscriptions;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Accepts subscribers over WebSocket. */
public final class WebSocketEdge implements AutoCloseable {
  /** Where clients subscribe. */
  private static final String PATH = "/sub";

  /** Browsers send cookies along. */
  private static final int HEADERS_MAX_BYTES = 16_384;

  private final EventLoops loops;
  private final Subscriptions subscriptions;
  private final QueueBounds bounds;
  private final Duration firstPacket;
  private final int frameMaxBytes;
  private final WebSocketServerProtocolConfig protocol;
  private final Listener listener;

  /**
   * Binds the address and begins to accept.
   *
   * @param loops stay their owner's to close
   * @param firstPacket time from connecting to a whole request
   * @param frameMaxBytes the longest frame, and the longest request line, from a client
   * @throws IllegalStateException if the address cannot be bound
   */
  public WebSocketEdge(
      InetSocketAddress address,
      EventLoops loops,
      Subscriptions subscriptions,
      QueueBounds bounds,
      Duration firstPacket,
      int frameMaxBytes) {
    this.loops = loops;
    this.subscriptions = subscriptions;
    this.bounds = bounds;
    this.firstPacket = firstPacket;
    this.frameMaxBytes = frameMaxBytes;
    this.protocol =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(PATH)
            .checkStartsWith(true)
            .handshakeTimeoutMillis(firstPacket.toMillis())
            // the connection says goodbye itself; Netty would say it once more
            .sendCloseFrame(null)
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(frameMaxBytes)
                    .allowExtensions(false)
                    .build())
            .build();
    this.listener = Listener.bind("WebSocket", loops, address, this::pipeline);
  }

  /** The port that is bound. */
  public int port() {
    return listener.port();
  }

  /** Accepts no more. */
  @Override
  public void close() {
    listener.close();
  }

  private void pipeline(Channel channel) {
    NettyConnection connection = new NettyConnection(channel, loops, Framing.WEBSOCKET, bounds);
    SilenceTimer timer = new SilenceTimer(channel.eventLoop(), connection);
    timer.allow(firstPacket, CloseReason.FIRST_PACKET_LATE);
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(frameMaxBytes)
                    .setMaxHeaderSize(HEADERS_MAX_BYTES)))
        .addLast(new HttpObjectAggregator(1, true))
        .addLast(new PathGuard(PATH))
        .addLast(new PingLimit())
        .addLast(new WebSocketServerProtocolHandler(protocol))
        .addLast(new WebSocketSubscriberHandler(connection, timer, subscriptions, frameMaxBytes));
  }
}
