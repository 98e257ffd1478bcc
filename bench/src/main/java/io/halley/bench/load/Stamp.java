/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;

/**
 * The moment that a message carries, {@code {"t":nanoseconds}}, by this process's {@link
 * System#nanoTime}: who sends and who receives are the same process.
 */
public final class Stamp {
  private static final byte[] NAME = {'"', 't', '"', ':'};

  private Stamp() {}

  /** A message that carries a moment. */
  public static String message(long nanos) {
    return "{\"t\":" + nanos + "}";
  }

  /** Finds the moment in a delivered message; -1: there is none. */
  static long find(ByteBuf buffer, int index, int length) {
    int end = index + length - NAME.length;
    for (int i = index; i < end; i++) {
      if (buffer.getByte(i) == '"' && isName(buffer, i)) {
        return number(buffer, i + NAME.length, index + length);
      }
    }
    return -1;
  }

  private static boolean isName(ByteBuf buffer, int at) {
    for (int i = 1; i < NAME.length; i++) {
      if (buffer.getByte(at + i) != NAME[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(ByteBuf buffer, int from, int end) {
    long number = 0;
    for (int i = from; i < end; i++) {
      int digit = buffer.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
