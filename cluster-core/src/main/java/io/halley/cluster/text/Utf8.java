/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 without leniency: what is malformed is refused, never replaced. */
public final class Utf8 {
  private Utf8() {}

  /** The text that the bytes are; empty where they are malformed. */
  public static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      // malformed bytes are an answer here, not a failure
      return Optional.empty();
    }
  }

  /** The bytes of the text; empty where it has an unpaired surrogate. */
  public static Optional<byte[]> encode(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      // an unpaired surrogate is an answer here, not a failure
      return Optional.empty();
    }
  }

  /**
   * Length of the multi-byte sequence that begins at a position (RFC 3629: shortest form, no
   * surrogates, up to U+10FFFF); 0 where there is none.
   */
  public static int sequence(byte[] bytes, int start) {
    int first = bytes[start] & 0xff;
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || start + length > bytes.length) {
      return 0;
    }
    int second = bytes[start + 1] & 0xff;
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[start + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
