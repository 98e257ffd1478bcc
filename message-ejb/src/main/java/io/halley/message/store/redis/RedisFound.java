/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.message.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link RedisScript#FIND} answered.
 *
 * @param newestFirst the newest members that were asked for
 * @param hasNotes whether note was taken of every message since the set's first
 * @param last the highest mid that was written; 0 without notes
 * @param lost the highest mid that is known to be gone; 0 where none is
 * @param head the last mid that the log gave, to whatever; 0: none ever
 */
record RedisFound(List<Scored> newestFirst, boolean hasNotes, long last, long lost, long head) {
  /** A member as it is stored, and its score, which is near its mid. */
  static final class Scored {
    private final byte[] bytes;
    private final double score;

    private Scored(byte[] bytes, double score) {
      this.bytes = bytes;
      this.score = score;
    }

    byte[] bytes() {
      return bytes;
    }

    double score() {
      return score;
    }
  }

  /**
   * @throws StoreException if the answer has another form
   */
  static RedisFound of(Object answer, String where) {
    try {
      List<?> parts = (List<?>) answer;
      List<?> found = (List<?>) parts.get(0);
      List<Scored> scored = new ArrayList<>(found.size() / 2);
      for (int i = 0; i + 1 < found.size(); i += 2) {
        double score = Double.parseDouble(text(found.get(i + 1)));
        scored.add(new Scored((byte[]) found.get(i), score));
      }
      String last = text(parts.get(1));
      return new RedisFound(
          scored,
          !last.isEmpty(),
          last.isEmpty() ? 0 : Long.parseLong(last),
          Long.parseLong(text(parts.get(2))),
          Long.parseLong(text(parts.get(3))));
    } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new StoreException(where + " answered a set in another form", e);
    }
  }

  /**
   * Whether nothing after the mid is known to be gone, and nothing can be that is not known.
   *
   * @param newest the highest mid among the members; 0 where there are none
   */
  boolean isAllAfter(long mid, long newest) {
    if (lost > mid) {
      return false;
    }
    // with notes, the last one must be there still; without, there must be nothing that needs them
    return hasNotes ? last <= mid || newest >= last : newest <= mid;
  }

  private static String text(Object ascii) {
    return new String((byte[]) ascii, US_ASCII);
  }
}
