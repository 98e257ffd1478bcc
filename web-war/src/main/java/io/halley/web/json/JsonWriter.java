/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes JSON in UTF-8, token by token; that the tokens make sense is the caller's care. */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /** Punctuation, names and values that are JSON already. */
  public JsonWriter raw(String json) {
    out.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A value that is JSON in UTF-8 already. */
  public JsonWriter raw(byte[] json) {
    out.writeBytes(json);
    return this;
  }

  /** A number. */
  public JsonWriter number(long number) {
    return raw(Long.toString(number));
  }

  /** A text as a JSON string. */
  public JsonWriter string(String text) {
    return raw(quote(text));
  }

  /** What was written. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  /** The text as a JSON string. An unpaired surrogate, which has no UTF-8 form, is escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || isUnpaired(text, i)) {
        quoted.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          quoted.append(HEX.charAt(c >> shift & 0xf));
        }
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isUnpaired(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
