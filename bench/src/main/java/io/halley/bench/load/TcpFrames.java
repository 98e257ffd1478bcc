/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;

/** The frames of the TCP edge: lines, and {@code $len}, line end, message, line end. */
final class TcpFrames implements FrameReader {
  private static final int LINE_END = 2;

  @Override
  public boolean read(ByteBuf in, FrameSink sink) {
    int start = in.readerIndex();
    int line = in.bytesBefore((byte) '\n');
    if (line < 0) {
      return false;
    }
    if (in.getByte(start) != '$') {
      sink.reply(in.toString(start, Math.max(0, line - 1), StandardCharsets.US_ASCII));
      in.skipBytes(line + 1);
      return true;
    }
    int length = length(in, start + 1, start + line - 1);
    int head = line + 1;
    if (in.readableBytes() < head + length + LINE_END) {
      return false;
    }
    sink.message(in, start + head, length);
    in.skipBytes(head + length + LINE_END);
    return true;
  }

  private static int length(ByteBuf in, int from, int to) {
    int length = 0;
    for (int i = from; i < to; i++) {
      int digit = in.getByte(i) - '0';
      if (digit < 0 || digit > 9 || length > 1_000_000) {
        throw new CorruptedFrameException("the length of a message is no number");
      }
      length = 10 * length + digit;
    }
    return length;
  }
}
