/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Takes answers that have a Content-Length out of a connection's bytes; Netty's own codec costs
 * more than the rest of the client.
 */
final class HttpAnswers extends ByteToMessageDecoder {
  private static final String LENGTH = "\r\ncontent-length:";
  private static final int LONGEST_HEAD = 8_192;
  private static final int STATUS_AT = 9;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    int end = headEnd(in);
    if (end < 0) {
      return;
    }
    String head = in.toString(start, end - start, StandardCharsets.ISO_8859_1);
    int length = length(head);
    if (in.writerIndex() < end + length) {
      return;
    }
    out.add(
        new Answer(
            Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3)),
            in.toString(end, length, StandardCharsets.UTF_8)));
    in.readerIndex(end + length);
  }

  /** The index behind the empty line; -1: it has not come. */
  private static int headEnd(ByteBuf in) {
    int from = in.readerIndex();
    while (true) {
      int line = in.indexOf(from, in.writerIndex(), (byte) '\n');
      if (line < 0) {
        if (in.readableBytes() > LONGEST_HEAD) {
          throw new CorruptedFrameException("what answers is no HTTP server");
        }
        return -1;
      }
      if (line - from == 1) {
        return line + 1;
      }
      from = line + 1;
    }
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0 || !head.startsWith("HTTP/1.1 ")) {
      throw new CorruptedFrameException("an HTTP answer has no Content-Length");
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
  }
}
