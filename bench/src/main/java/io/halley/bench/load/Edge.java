/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import java.nio.charset.StandardCharsets;

/** A way to subscribe: what a subscriber says, and how it understands the answers. */
public enum Edge {
  TCP("TCP") {
    @Override
    byte[] greeting(String host, String key, int heartbeatSeconds) {
      String command =
          "*5\r\n"
              + argument("sub")
              + argument(key)
              + argument(String.valueOf(heartbeatSeconds))
              + argument("")
              + argument("1.0");
      return command.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    byte[] heartbeat() {
      return new byte[] {'h'};
    }

    @Override
    FrameReader newReader() {
      return new TcpFrames();
    }
  },

  WEB_SOCKET("WebSocket (Netty)") {
    @Override
    byte[] greeting(String host, String key, int heartbeatSeconds) {
      return upgrade("/sub", host, key, heartbeatSeconds);
    }

    @Override
    byte[] heartbeat() {
      return maskedHeartbeat();
    }

    @Override
    FrameReader newReader() {
      return new WebSocketFrames();
    }
  },

  JAKARTA("Jakarta WebSocket") {
    @Override
    byte[] greeting(String host, String key, int heartbeatSeconds) {
      return upgrade("/comet/sub", host, key, heartbeatSeconds);
    }

    @Override
    byte[] heartbeat() {
      return maskedHeartbeat();
    }

    @Override
    FrameReader newReader() {
      return new WebSocketFrames();
    }
  };

  private final String title;

  Edge(String title) {
    this.title = title;
  }

  /** What reports call it. */
  public String title() {
    return title;
  }

  /** What a subscriber says when it has connected; keys are of letters and digits. */
  abstract byte[] greeting(String host, String key, int heartbeatSeconds);

  /** One heartbeat. */
  abstract byte[] heartbeat();

  /** A reader for a new connection. */
  abstract FrameReader newReader();

  private static String argument(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static byte[] upgrade(String path, String host, String key, int heartbeatSeconds) {
    String request =
        "GET "
            + path
            + "?key="
            + key
            + "&heartbeat="
            + heartbeatSeconds
            + "&ver=1.0 HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] maskedHeartbeat() {
    byte mask = 1;
    return new byte[] {(byte) 0x81, (byte) 0x81, mask, mask, mask, mask, (byte) ('h' ^ mask)};
  }
}
