/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.Listener;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;

/** Accepts subscribers over WebSocket. */
public final class WebSocketEdge {
  /** Where clients subscribe. */
  private static final String PATH = "/sub";

  /** Browsers send cookies along. */
  private static final int HEADERS_MAX_BYTES = 16_384;

  private final EdgeSetup setup;
  private final int frameMaxBytes;
  private final WebSocketServerProtocolConfig protocol;

  private WebSocketEdge(EdgeSetup setup, int frameMaxBytes) {
    this.setup = setup;
    this.frameMaxBytes = frameMaxBytes;
    this.protocol =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(PATH)
            .checkStartsWith(true)
            .handshakeTimeoutMillis(setup.firstPacket().toMillis())
            // the connection says goodbye itself; Netty would say it once more
            .sendCloseFrame(null)
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(frameMaxBytes)
                    .allowExtensions(false)
                    .build())
            .build();
  }

  /**
   * Binds the address and begins to accept.
   *
   * @param frameMaxBytes the longest frame, and the longest request line, from a client
   * @throws IllegalStateException if the address cannot be bound
   */
  public static Listener bind(InetSocketAddress address, EdgeSetup setup, int frameMaxBytes) {
    WebSocketEdge edge = new WebSocketEdge(setup, frameMaxBytes);
    return Listener.bind("WebSocket", setup.loops(), address, edge::pipeline);
  }

  private void pipeline(Channel channel) {
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(frameMaxBytes)
                    .setMaxHeaderSize(HEADERS_MAX_BYTES)))
        .addLast(new HandshakeGuard(PATH))
        .addLast(new HttpObjectAggregator(1, true))
        .addLast(new PingLimit())
        .addLast(new WebSocketServerProtocolHandler(protocol))
        .addLast(new WebSocketSubscriberHandler(channel, setup, frameMaxBytes));
  }
}
