/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the wire: decimal digits of ASCII and nothing else. {@link Long#parseLong} also takes
 * a sign, and the digits of every script.
 */
public final class Digits {
  /** Digits of the largest long. */
  private static final int MAX_DIGITS = 19;

  private Digits() {}

  /**
   * Reads a number.
   *
   * @param text 1 to 19 digits, leading zeros included
   * @param most the largest number that is taken, inclusive
   * @return empty if the text is null, has another character, or is a number above {@code most}
   */
  public static OptionalLong parse(@Nullable String text, long most) {
    if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    // 19 digits fit an unsigned long; what a signed one does not hold comes out negative
    long number = Long.parseUnsignedLong(text);
    return number < 0 || number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
