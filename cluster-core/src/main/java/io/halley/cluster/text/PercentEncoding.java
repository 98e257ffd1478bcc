/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Percent-encoded UTF-8 as queries and form bodies hold it ({@code +} is a space). */
final class PercentEncoding {
  private static final int LAST_BYTE = 0xff;

  private PercentEncoding() {}

  /**
   * Decodes a name or a value. A character that is not encoded stands for itself, whatever RFC 3986
   * says of it: browsers send {@code | \ ^ { }} and the backtick as they are.
   *
   * @param encoded its characters are the bytes of the wire, U+0000 to U+00FF, as a reader of
   *     Latin-1 makes them; bytes above 0x7f are UTF-8 like encoded ones
   * @return empty if an escape is broken, the bytes are not UTF-8, or a character is no byte
   */
  static Optional<String> decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > LAST_BYTE) {
        return Optional.empty();
      } else if (c == '%') {
        int high = hexDigit(encoded, i + 1);
        int low = hexDigit(encoded, i + 2);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return Utf8.decode(bytes.toByteArray());
  }

  private static int hexDigit(String encoded, int place) {
    // Character.digit takes the digits of other scripts, too
    return place < encoded.length() && encoded.charAt(place) < 0x80
        ? Character.digit(encoded.charAt(place), 16)
        : -1;
  }
}
