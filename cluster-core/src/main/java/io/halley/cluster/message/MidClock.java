/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives message ids: each is the id of the present moment, or the next one after the last that was
 * given where the clock stands still or steps back. Ids therefore rise strictly over the whole
 * node, whichever key they are for, up to 2.5 million a second before they run ahead of the clock.
 * Safe for any thread.
 */
public final class MidClock {
  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  public MidClock(InstantSource clock) {
    this.clock = clock;
  }

  /** An id above every other that was given and above every floor. */
  public long next() {
    long now = now();
    return last.updateAndGet(given -> Math.max(now, given + Mid.STEP));
  }

  /** The last id that was given, or the floor. */
  public long last() {
    return last.get();
  }

  /** The id of the present moment, as the clock has it; other ids may be above it. */
  public long now() {
    return Mid.at(clock.instant());
  }

  /** From now on, ids are above the floor. */
  public void raiseTo(long floor) {
    long multiple = -Math.floorDiv(-floor, Mid.STEP) * Mid.STEP;
    last.accumulateAndGet(multiple, Math::max);
  }
}
