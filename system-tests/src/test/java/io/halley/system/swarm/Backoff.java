/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import java.util.Random;

/** When a client tries again: soon, but not all at once; less often while it fails. */
final class Backoff {
  private static final int SHORTEST = 100;
  private static final int LONGEST_FIRST = 500;
  private static final int LONGEST = 2_000;

  private final Random random;
  private int failures;

  Backoff(Random random) {
    this.random = random;
  }

  /** Milliseconds to wait before the next try. */
  long nextMillis() {
    int first = SHORTEST + random.nextInt(LONGEST_FIRST - SHORTEST);
    int wait = Math.min(LONGEST, first << Math.min(failures, 5));
    failures++;
    return wait;
  }

  /** A try has succeeded. */
  void reset() {
    failures = 0;
  }
}
