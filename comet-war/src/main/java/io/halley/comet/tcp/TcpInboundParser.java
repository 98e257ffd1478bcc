/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a subscribed client sends apart: heartbeats of one byte, and acknowledgements, lines
 * that begin with {@code a} and end with CR LF, which may come in parts. For one event loop.
 */
final class TcpInboundParser {
  private static final byte HEARTBEAT = 'h';
  private static final byte ACKNOWLEDGEMENT = 'a';

  /** {@code a}, 19 digits and CR. */
  private static final int LONGEST = 21;

  private final Consumer<String> words;
  private boolean hasLines;
  private @Nullable StringBuilder line;

  /**
   * @param words is given each word of the client, without its line end
   */
  TcpInboundParser(Consumer<String> words) {
    this.words = words;
  }

  /** The client may send lines. */
  void allowLines() {
    hasLines = true;
  }

  /**
   * Reads all bytes.
   *
   * @return false if they hold what is no word
   */
  boolean read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (!read(bytes.readByte())) {
        return false;
      }
    }
    return true;
  }

  private boolean read(byte b) {
    if (line != null) {
      return continueLine(line, b);
    }
    if (b == HEARTBEAT) {
      words.accept("h");
      return true;
    }
    line = new StringBuilder(LONGEST).append((char) b);
    return hasLines && b == ACKNOWLEDGEMENT;
  }

  private boolean continueLine(StringBuilder begun, byte b) {
    if (b != '\n') {
      // a byte above 127 is no digit, whatever character it becomes here
      return begun.append((char) b).length() <= LONGEST;
    }
    int end = begun.length() - 1;
    if (begun.charAt(end) != '\r') {
      return false;
    }
    words.accept(begun.substring(0, end));
    line = null;
    return true;
  }
}
