/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a transport marks where a frame begins and ends. */
public enum Framing {
  /** {@code $len CRLF json CRLF} for messages, bare words for replies. */
  TCP(0) {
    @Override
    public byte[] goodbye() {
      return new byte[0];
    }

    @Override
    byte[] message(byte[] json) {
      byte[] head = ("$" + json.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(head.length + json.length + 2)
          .put(head)
          .put(json)
          .put((byte) '\r')
          .put((byte) '\n')
          .array();
    }

    @Override
    byte[] reply(byte[] text) {
      return text;
    }
  },

  /**
   * One unmasked, final WebSocket text frame each, as RFC 6455 section 5.2 has it; the last one is
   * a close frame with the status 1000.
   */
  WEBSOCKET(1) {
    private static final int FINAL_TEXT = 0x81;
    private static final int SIXTEEN_BITS = 126;
    private static final int SIXTY_FOUR_BITS = 127;

    @Override
    public byte[] goodbye() {
      return new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xe8};
    }

    @Override
    byte[] message(byte[] json) {
      ByteBuffer frame = ByteBuffer.allocate(headLength(json.length) + json.length);
      frame.put((byte) FINAL_TEXT);
      if (json.length < SIXTEEN_BITS) {
        frame.put((byte) json.length);
      } else if (json.length <= 0xffff) {
        frame.put((byte) SIXTEEN_BITS).putShort((short) json.length);
      } else {
        frame.put((byte) SIXTY_FOUR_BITS).putLong(json.length);
      }
      return frame.put(json).array();
    }

    @Override
    byte[] reply(byte[] text) {
      return message(text);
    }

    private static int headLength(int length) {
      if (length < SIXTEEN_BITS) {
        return 2;
      }
      return length <= 0xffff ? 4 : 10;
    }
  },

  /** Nothing: the transport takes whole texts. */
  NONE(2) {
    @Override
    public byte[] goodbye() {
      return new byte[0];
    }

    @Override
    byte[] message(byte[] json) {
      return json;
    }

    @Override
    byte[] reply(byte[] text) {
      return text;
    }
  };

  private final int slot;

  Framing(int slot) {
    this.slot = slot;
  }

  /** Its place in an array of encodings: 0, 1 or 2. */
  int slot() {
    return slot;
  }

  /** What the server sends last before it closes a connection; empty for nothing. */
  public abstract byte[] goodbye();

  abstract byte[] message(byte[] json);

  abstract byte[] reply(byte[] text);
}
