/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.json;

import io.halley.cluster.text.Utf8;
import java.util.Arrays;
import java.util.Optional;

/**
 * Validates one JSON value (RFC 8259, strict UTF-8, no byte order mark) and drops the white space
 * around its tokens, in one pass and without recursion. Numbers, strings and literals keep their
 * spelling byte for byte, so the result is free of raw CR and LF: JSON allows them nowhere else.
 */
public final class JsonCompactor {
  /** Arrays and objects within each other; clients' parsers recurse, and overflow on more. */
  public static final int MAX_DEPTH = 512;

  private static final int END = -1;

  private final byte[] in;
  private final byte[] out;
  private final boolean[] inObject;
  private int depth;
  private int position;
  private int length;

  private JsonCompactor(byte[] in, int maxDepth) {
    this.in = in;
    this.out = new byte[in.length];
    this.inObject = new boolean[maxDepth];
  }

  /**
   * The compacted value; empty where the bytes are not exactly one JSON value, or one deeper than
   * {@value #MAX_DEPTH}. The result is never {@code json} itself.
   */
  public static Optional<byte[]> compact(byte[] json) {
    return compact(json, MAX_DEPTH);
  }

  /** The same with another bound on the nesting, at least 1. */
  static Optional<byte[]> compact(byte[] json, int maxDepth) {
    JsonCompactor compactor = new JsonCompactor(json, maxDepth);
    return compactor.document()
        ? Optional.of(Arrays.copyOf(compactor.out, compactor.length))
        : Optional.empty();
  }

  private boolean document() {
    do {
      if (!value()) {
        return false;
      }
    } while (separator());
    return depth == 0 && skipSpace() == END;
  }

  /** A scalar, or an array's or object's beginning up to its first scalar or to its end. */
  private boolean value() {
    while (true) {
      int c = skipSpace();
      if (c == '[' || c == '{') {
        if (depth == inObject.length) {
          return false;
        }
        inObject[depth++] = c == '{';
        keep();
        int next = skipSpace();
        if (next == closing()) {
          close();
          return true;
        }
        if (c == '{' && !name()) {
          return false;
        }
      } else {
        return scalar(c);
      }
    }
  }

  /** Closes what ends here, then takes the comma and the name before the next value, if any. */
  private boolean separator() {
    while (depth > 0) {
      int c = skipSpace();
      if (c == closing()) {
        close();
      } else {
        return c == ',' && keep() && (!inObject[depth - 1] || name());
      }
    }
    return false;
  }

  private boolean name() {
    return skipSpace() == '"' && string() && skipSpace() == ':' && keep();
  }

  private int closing() {
    return inObject[depth - 1] ? '}' : ']';
  }

  private void close() {
    depth--;
    keep();
  }

  private boolean scalar(int first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    };
  }

  private boolean literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        return false;
      }
      keep();
    }
    return true;
  }

  private boolean number() {
    if (peek() == '-') {
      keep();
    }
    if (peek() == '0') {
      keep();
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      keep();
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      keep();
      if (peek() == '+' || peek() == '-') {
        keep();
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      keep();
    }
    return position > start;
  }

  private boolean string() {
    keep();
    while (true) {
      int c = peek();
      if (c < ' ') { // a control character, or the end
        return false;
      } else if (c == '"') {
        return keep();
      } else if (c == '\\') {
        if (!escape()) {
          return false;
        }
      } else if (c < 0x80) {
        keep();
      } else if (!character()) {
        return false;
      }
    }
  }

  private boolean escape() {
    keep();
    switch (peek()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return keep();
      }
      case 'u' -> {
        keep();
        for (int i = 0; i < 4; i++) {
          if (Character.digit(peek(), 16) < 0) {
            return false;
          }
          keep();
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean character() {
    int bytes = Utf8.sequence(in, position);
    for (int i = 0; i < bytes; i++) {
      keep();
    }
    return bytes > 0;
  }

  private int skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      position++;
    }
    return peek();
  }

  /** The byte at hand, unsigned; {@value #END} behind the last one. */
  private int peek() {
    return position < in.length ? in[position] & 0xff : END;
  }

  private boolean keep() {
    out[length++] = in[position++];
    return true;
  }
}
