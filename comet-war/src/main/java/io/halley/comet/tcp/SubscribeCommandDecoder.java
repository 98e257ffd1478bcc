/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.halley.cluster.text.Utf8;
import io.halley.comet.subscribe.SubscribeRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one command in the Redis protocol (RESP, an array of bulk strings): {@code *N CRLF}, then N
 * times {@code $len CRLF data CRLF}. Then it leaves the pipeline, and the bytes that follow in the
 * same packet go on to the next handler. A command that does not parse is an exception.
 */
final class SubscribeCommandDecoder extends ByteToMessageDecoder {
  private static final int MOST_ARGUMENTS = 6;
  private static final int MOST_DIGITS = 9;

  private final int maxBytes;

  /** Set by what does not parse: the bytes behind it are no command either. */
  private boolean broken;

  SubscribeCommandDecoder(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    broken = true;
    int start = in.readerIndex();
    Command command = parse(in);
    if (in.readerIndex() - start > maxBytes
        || (command == null && in.writerIndex() - start > maxBytes)) {
      throw new TooLongFrameException("a command has at most " + maxBytes + " bytes");
    }
    broken = false;
    if (command == null) {
      in.readerIndex(start);
      return;
    }
    out.add(command);
    context.pipeline().remove(this);
  }

  /** The command; null while it is not all there. */
  private @Nullable Command parse(ByteBuf in) {
    int count = number(in, '*');
    if (count == INCOMPLETE) {
      return null;
    }
    if (count < 1 || count > MOST_ARGUMENTS) {
      throw new CorruptedFrameException("a command has 1 to " + MOST_ARGUMENTS + " arguments");
    }
    List<String> arguments = new ArrayList<>(count);
    boolean isUtf8 = true;
    for (int i = 0; i < count; i++) {
      int length = number(in, '$');
      if (length == INCOMPLETE) {
        return null;
      }
      if (length > maxBytes) {
        throw new TooLongFrameException("a command has at most " + maxBytes + " bytes");
      }
      if (in.readableBytes() < length + 2) {
        return null;
      }
      byte[] bytes = new byte[length];
      in.readBytes(bytes);
      Optional<String> argument = Utf8.decode(bytes);
      isUtf8 &= argument.isPresent();
      arguments.add(argument.orElse(""));
      if (in.readByte() != '\r' || in.readByte() != '\n') {
        throw new CorruptedFrameException("an argument must end with CR LF");
      }
    }
    if (count == MOST_ARGUMENTS && !SubscribeRequest.isMid(arguments.get(count - 1))) {
      throw new CorruptedFrameException("the sixth argument must be a mid");
    }
    return new Command(arguments, isUtf8);
  }

  private static final int INCOMPLETE = -1;

  /** A line of a mark and decimal digits. */
  private static int number(ByteBuf in, char mark) {
    int number = 0;
    int digits = 0;
    if (!in.isReadable()) {
      return INCOMPLETE;
    }
    if (in.readByte() != mark) {
      throw new CorruptedFrameException("expected " + mark);
    }
    while (in.isReadable()) {
      byte b = in.readByte();
      if (b >= '0' && b <= '9' && digits < MOST_DIGITS) {
        number = number * 10 + (b - '0');
        digits++;
      } else if (b == '\r' && digits > 0) {
        if (!in.isReadable()) {
          return INCOMPLETE;
        }
        if (in.readByte() != '\n') {
          throw new CorruptedFrameException("a line must end with CR LF");
        }
        return number;
      } else {
        throw new CorruptedFrameException("expected a number after " + mark);
      }
    }
    return INCOMPLETE;
  }
}
