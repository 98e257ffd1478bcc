/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tries something again and again, for what takes a while until it works. */
final class Attempts {
  private static final Duration AGAIN_AFTER = Duration.ofMillis(250);

  private Attempts() {}

  /**
   * Tries at least once, and no more when it is good, when the time is over, or when the thread is
   * interrupted.
   *
   * @param end by {@link System#nanoTime}; no further attempt begins after it
   * @return what came of the last attempt
   */
  static <T> T until(long end, Supplier<T> attempt, Predicate<T> isGood) {
    T outcome = attempt.get();
    while (!isGood.test(outcome)
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(AGAIN_AFTER.toNanos());
      outcome = attempt.get();
    }
    return outcome;
  }
}
