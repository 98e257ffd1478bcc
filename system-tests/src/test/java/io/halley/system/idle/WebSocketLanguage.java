/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.idle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The language of the WebSocket edges: the handshake, and then frames shorter than 64 KB. */
public final class WebSocketLanguage implements Language {
  private static final String HEAD_END = "\r\n\r\n";

  private final String path;

  /**
   * @param path the path of the endpoint
   */
  public WebSocketLanguage(String path) {
    this.path = path;
  }

  @Override
  public byte[] greeting(String key, long heartbeatSeconds) {
    return ("GET "
            + path
            + "?ver=1.0&heartbeat="
            + heartbeatSeconds
            + "&key="
            + key
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] heartbeat() {
    byte mask = 1;
    return new byte[] {(byte) 0x81, (byte) 0x81, mask, mask, mask, mask, (byte) ('h' ^ mask)};
  }

  @Override
  public Optional<String> take(ByteBuffer inbox) {
    if (inbox.hasRemaining() && inbox.get(inbox.position()) == 'H' && !takeHandshake(inbox)) {
      return Optional.empty();
    }
    if (inbox.remaining() < 2) {
      return Optional.empty();
    }
    int start = inbox.position();
    int length = inbox.get(start + 1);
    int head = 2;
    if (length == 126) {
      if (inbox.remaining() < 4) {
        return Optional.empty();
      }
      head = 4;
      length = inbox.getShort(start + 2) & 0xFFFF;
    }
    if (inbox.remaining() < head + length) {
      return Optional.empty();
    }
    inbox.position(start + head + length);
    return Optional.of(Language.text(inbox, start + head, start + head + length).strip());
  }

  /** The answer to the handshake is text; no frame begins like it. */
  private static boolean takeHandshake(ByteBuffer inbox) {
    String text = Language.text(inbox, inbox.position(), inbox.limit());
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return false;
    }
    if (!text.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("the handshake was answered with " + text);
    }
    inbox.position(inbox.position() + end + HEAD_END.length());
    return true;
  }
}
