/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

/**
 * Follows a client's bytes from frame to frame (RFC 6455, section 5.2) and tells as soon as a frame
 * announces a payload that is too long. Everything else about frames is the WebSocket
 * implementation's to judge. For one thread at a time.
 */
final class FrameLengths {
  private static final int LENGTH_BITS = 0x7f;
  private static final int MASK_BIT = 0x80;
  private static final int MASK_BYTES = 4;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;

  private final int maxPayloadBytes;

  /** Bytes of the head read so far, of the frame that the stream is in. */
  private int headBytes;

  private int lengthBytesToCome;
  private long payload;
  private int maskBytesToCome;

  FrameLengths(int maxPayloadBytes) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /**
   * Takes the next bytes.
   *
   * @return false if a frame in them, or one begun before, is longer than the bound
   */
  boolean accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (isHeadWhole()) {
        int skipped = (int) Math.min(payload, end - at);
        payload -= skipped;
        at += skipped;
        if (payload == 0) {
          headBytes = 0;
        }
      } else {
        head(bytes[at] & 0xff);
        at++;
        if (payload > maxPayloadBytes || payload < 0) {
          return false;
        }
        if (isHeadWhole() && payload == 0) {
          headBytes = 0;
        }
      }
    }
    return true;
  }

  private boolean isHeadWhole() {
    return headBytes >= 2 && lengthBytesToCome == 0 && maskBytesToCome == 0;
  }

  private void head(int octet) {
    headBytes++;
    if (headBytes == 1) {
      payload = 0;
    } else if (headBytes == 2) {
      maskBytesToCome = (octet & MASK_BIT) == 0 ? 0 : MASK_BYTES;
      int length = octet & LENGTH_BITS;
      lengthBytesToCome = length == TWO_BYTES_FOLLOW ? 2 : length == EIGHT_BYTES_FOLLOW ? 8 : 0;
      payload = lengthBytesToCome == 0 ? length : 0;
    } else if (lengthBytesToCome > 0) {
      // the eighth byte may shift a one into the sign: negative is too long
      payload = payload << 8 | octet;
      lengthBytesToCome--;
    } else {
      maskBytesToCome--;
    }
  }
}
