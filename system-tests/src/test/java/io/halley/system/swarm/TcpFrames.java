/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes replies and messages out of the bytes of the TCP edge. */
final class TcpFrames extends ByteToMessageDecoder {
  private static final int LINE_END = 2;

  /** Length of the message whose head has been read; -1: a line comes next. */
  private int length = -1;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (length < 0) {
      readLine(in, out);
    } else if (in.readableBytes() >= length + LINE_END) {
      out.add(in.readCharSequence(length, StandardCharsets.UTF_8).toString());
      in.skipBytes(LINE_END);
      length = -1;
    }
  }

  private void readLine(ByteBuf in, List<Object> out) {
    int bytes = in.bytesBefore((byte) '\n');
    if (bytes < 0) {
      return;
    }
    String line = in.readCharSequence(bytes + 1, StandardCharsets.UTF_8).toString().strip();
    if (line.startsWith("$")) {
      try {
        length = Integer.parseInt(line.substring(1));
      } catch (NumberFormatException e) {
        throw new CorruptedFrameException("a length is " + line, e);
      }
    } else {
      out.add(line);
    }
  }
}
