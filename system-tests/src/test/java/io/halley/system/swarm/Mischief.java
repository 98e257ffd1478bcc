/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import java.time.Duration;
import java.util.Random;

/**
 * What some members do from time to time: stop reading for a while, vanish without a close (their
 * socket stays, and nobody reads or writes it), or leave and come back.
 *
 * @param share the share of members that misbehave
 * @param pause the longest time from one misbehaviour of a member to its next
 * @param stall the longest time that a member does not read
 */
public record Mischief(double share, Duration pause, Duration stall) {
  /** Everybody behaves. */
  public static final Mischief NONE = new Mischief(0, Duration.ZERO, Duration.ZERO);

  /** A misbehaviour. */
  enum Deed {
    STALL,
    VANISH,
    LEAVE
  }

  Deed deed(Random random) {
    Deed[] deeds = Deed.values();
    return deeds[random.nextInt(deeds.length)];
  }

  /** Milliseconds to a member's next misbehaviour. */
  long pauseMillis(Random random) {
    return between(pause, random);
  }

  /** Milliseconds without reading. */
  long stallMillis(Random random) {
    return between(stall, random);
  }

  private static long between(Duration longest, Random random) {
    long millis = longest.toMillis();
    return millis / 4 + (long) (random.nextDouble() * millis * 3 / 4);
  }
}
