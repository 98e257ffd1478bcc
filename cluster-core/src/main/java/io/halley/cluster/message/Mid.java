/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.time.Instant;

/**
 * Arithmetic on message ids. A mid is a count of 100-nanosecond ticks since 1970; ours are
 * multiples of {@value #STEP}, so that a JavaScript number (53 bits) holds them exactly until 2084.
 */
public final class Mid {
  /** Ticks between one id and the next at the least. */
  public static final long STEP = 4;

  private static final long TICKS_PER_SECOND = 10_000_000L;
  private static final long NANOS_PER_TICK = 100L;

  private Mid() {}

  /** The id of a moment: the last multiple of {@value #STEP} at or before it. */
  public static long at(Instant moment) {
    long ticks = moment.getEpochSecond() * TICKS_PER_SECOND + moment.getNano() / NANOS_PER_TICK;
    return ticks - Math.floorMod(ticks, STEP);
  }

  /** The first id above another one, which may be of any kind. */
  public static long after(long mid) {
    return Math.floorDiv(mid, STEP) * STEP + STEP;
  }

  /** The id that lies so many seconds after another. */
  public static long plusSeconds(long mid, long seconds) {
    return mid + seconds * TICKS_PER_SECOND;
  }
}
