/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;

/** The answer to the handshake, and then frames of up to 64 KB, none of them in parts. */
final class WebSocketFrames implements FrameReader {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int MASK = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final String HEAD_END = "\r\n\r\n";

  private boolean upgraded;

  @Override
  public boolean read(ByteBuf in, FrameSink sink) {
    if (!upgraded && !readHandshake(in)) {
      return false;
    }
    if (in.readableBytes() < 2) {
      return false;
    }
    int start = in.readerIndex();
    int opcode = in.getByte(start) & 0x0F;
    int length = in.getUnsignedByte(start + 1);
    int head = 2;
    if (length == TWO_BYTES) {
      if (in.readableBytes() < 4) {
        return false;
      }
      head = 4;
      length = in.getUnsignedShort(start + 2);
    } else if (length == EIGHT_BYTES || (length & MASK) != 0) {
      throw new CorruptedFrameException("a frame is longer than 64 KB, or masked");
    }
    if (in.readableBytes() < head + length) {
      return false;
    }
    take(in, start + head, length, opcode, sink);
    in.skipBytes(head + length);
    return true;
  }

  private static void take(ByteBuf in, int start, int length, int opcode, FrameSink sink) {
    if (opcode == CLOSE) {
      throw new CorruptedFrameException("the server closed the WebSocket");
    }
    if (opcode != TEXT || length == 0) {
      return;
    }
    if (in.getByte(start) == '{') {
      sink.message(in, start, length);
    } else {
      sink.reply(in.toString(start, length, StandardCharsets.US_ASCII).strip());
    }
  }

  private boolean readHandshake(ByteBuf in) {
    String text = in.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return false;
    }
    if (!text.startsWith("HTTP/1.1 101 ")) {
      throw new CorruptedFrameException(
          "the handshake was answered with " + text.lines().findFirst().orElse(""));
    }
    in.skipBytes(end + HEAD_END.length());
    upgraded = true;
    return true;
  }
}
