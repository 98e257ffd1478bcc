/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import java.nio.charset.StandardCharsets;

/**
 * The bucket hash: the first 32 bits of MurmurHash3's 128-bit variant for x86, with seed 0, of the
 * key's UTF-8 bytes.
 *
 * @see <a href="https://github.com/aappleby/smhasher">SMHasher, by Austin Appleby, public
 *     domain</a>
 */
final class Murmur3 {
  private static final int C1 = 0x239b961b;
  private static final int C2 = 0xab0e9789;
  private static final int C3 = 0x38b34ae5;
  private static final int C4 = 0xa1e38b93;
  private static final int BLOCK = 16;

  private Murmur3() {}

  static int hash(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    int h1 = 0;
    int h2 = 0;
    int h3 = 0;
    int h4 = 0;
    int tail = data.length - data.length % BLOCK;
    for (int i = 0; i < tail; i += BLOCK) {
      h1 ^= mix(word(data, i, 4), C1, 15, C2);
      h1 = (Integer.rotateLeft(h1, 19) + h2) * 5 + 0x561ccd1b;
      h2 ^= mix(word(data, i + 4, 4), C2, 16, C3);
      h2 = (Integer.rotateLeft(h2, 17) + h3) * 5 + 0x0bcaa747;
      h3 ^= mix(word(data, i + 8, 4), C3, 17, C4);
      h3 = (Integer.rotateLeft(h3, 15) + h4) * 5 + 0x96cd1c35;
      h4 ^= mix(word(data, i + 12, 4), C4, 18, C1);
      h4 = (Integer.rotateLeft(h4, 13) + h1) * 5 + 0x32ac3b17;
    }
    // a word of the tail that has no bytes is 0 and changes nothing
    h4 ^= mix(word(data, tail + 12, data.length - tail - 12), C4, 18, C1);
    h3 ^= mix(word(data, tail + 8, data.length - tail - 8), C3, 17, C4);
    h2 ^= mix(word(data, tail + 4, data.length - tail - 4), C2, 16, C3);
    h1 ^= mix(word(data, tail, data.length - tail), C1, 15, C2);

    h1 ^= data.length;
    h2 ^= data.length;
    h3 ^= data.length;
    h4 ^= data.length;
    h1 += h2 + h3 + h4;
    h2 += h1;
    h3 += h1;
    h4 += h1;
    return avalanche(h1) + avalanche(h2) + avalanche(h3) + avalanche(h4);
  }

  private static int mix(int word, int before, int rotation, int after) {
    return Integer.rotateLeft(word * before, rotation) * after;
  }

  /** Up to four bytes, little-endian; 0 where there are none. */
  private static int word(byte[] data, int from, int length) {
    int word = 0;
    for (int i = Math.min(length, 4) - 1; i >= 0; i--) {
      word = word << Byte.SIZE | (data[from + i] & 0xff);
    }
    return word;
  }

  private static int avalanche(int hash) {
    int h = hash;
    h ^= h >>> 16;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    h ^= h >>> 16;
    return h;
  }
}
