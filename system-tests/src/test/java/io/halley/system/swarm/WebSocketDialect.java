/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** The language of the WebSocket edges. */
final class WebSocketDialect implements Dialect {
  private static final int LONGEST = 1_048_576;

  private final String path;

  WebSocketDialect(String path) {
    this.path = path;
  }

  @Override
  public void addTo(
      ChannelPipeline pipeline, InetSocketAddress address, String key, int heartbeat, long mid) {
    String host = address.getAddress().getHostAddress() + ":" + address.getPort();
    String query = "?key=" + key + "&heartbeat=" + heartbeat + "&ver=1.0&mid=" + mid;
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(URI.create("ws://" + host + path + query))
            .version(WebSocketVersion.V13)
            .maxFramePayloadLength(LONGEST)
            .handshakeTimeoutMillis(Member.PATIENCE.toMillis())
            .build();
    pipeline.addLast(new HttpClientCodec());
    pipeline.addLast(new HttpObjectAggregator(LONGEST));
    pipeline.addLast(new WebSocketClientProtocolHandler(config));
    pipeline.addLast(new WebSocketFrameAggregator(LONGEST));
    pipeline.addLast(new Texts());
  }

  /** Frames to texts and back. */
  private static final class Texts extends MessageToMessageCodec<TextWebSocketFrame, String> {
    @Override
    protected void encode(ChannelHandlerContext context, String text, List<Object> out) {
      out.add(new TextWebSocketFrame(text));
    }

    @Override
    protected void decode(
        ChannelHandlerContext context, TextWebSocketFrame frame, List<Object> out) {
      out.add(frame.text().strip());
    }
  }
}
