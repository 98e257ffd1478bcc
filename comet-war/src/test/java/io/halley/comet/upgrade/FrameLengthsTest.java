/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLengthsTest {
  private static final int MAX = 70_000;

  @Property(tries = 200)
  void framesWithinTheBound_pass_howeverTheyAreCut(
      @ForAll @Size(max = 4) List<@IntRange(max = MAX) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 5_000) int piece) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    lengths.forEach(length -> stream.writeBytes(frame(length)));
    assertThat(accepts(new FrameLengths(MAX), stream.toByteArray(), piece)).isTrue();
  }

  @Property(tries = 200)
  void frameBeyondTheBound_isToldWithItsLength_behindWhateverCameBefore(
      @ForAll @Size(max = 3) List<@IntRange(max = 200) Integer> before,
      @ForAll @IntRange(min = 1, max = 9) int piece) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    before.forEach(length -> stream.writeBytes(frame(length)));
    stream.writeBytes(head(201));
    assertThat(accepts(new FrameLengths(200), stream.toByteArray(), piece)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX + 1L, 1L << 32, 1L << 40, Long.MAX_VALUE, -1})
  void lengthOfAnySize_isTold(long length) {
    assertThat(accepts(new FrameLengths(MAX), head(length), 14)).isFalse();
  }

  @Test
  void unmaskedFrame_isFollowedToo() {
    byte[] frames = {(byte) 0x81, 1, 'h', (byte) 0x81, 126, 0x7f, (byte) 0xff};
    assertThat(accepts(new FrameLengths(100), frames, 1)).isFalse();
    assertThat(accepts(new FrameLengths(0x7fff), frames, 1)).isTrue();
  }

  private static boolean accepts(FrameLengths lengths, byte[] bytes, int piece) {
    for (int at = 0; at < bytes.length; at += piece) {
      if (!lengths.accept(bytes, at, Math.min(piece, bytes.length - at))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] frame(int length) {
    byte[] head = head(length);
    // a payload that looks like heads of frames that are too long
    ByteBuffer frame = ByteBuffer.allocate(head.length + length).put(head);
    while (frame.hasRemaining()) {
      frame.put((byte) 0xff);
    }
    return frame.array();
  }

  private static byte[] head(long length) {
    ByteBuffer head = ByteBuffer.allocate(14).put((byte) 0x81);
    if (length >= 0 && length < 126) {
      head.put((byte) (0x80 | length));
    } else if (length >= 0 && length <= 0xffff) {
      head.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      head.put((byte) (0x80 | 127)).putLong(length);
    }
    head.putInt(0x01020304);
    byte[] bytes = new byte[head.position()];
    head.flip().get(bytes);
    return bytes;
  }
}
