/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it, forward or back. Safe for any thread. Where a
 * {@link java.time.Clock} is asked for, {@link #withZone} makes one that moves along.
 */
public final class MutableClock implements InstantSource {
  private volatile Instant now;

  /** A clock that shows this moment. */
  public MutableClock(Instant start) {
    this.now = start;
  }

  /** A clock that shows the moment of this call, in whole seconds. */
  public static MutableClock atNow() {
    return new MutableClock(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
  }

  /** Shows another moment. */
  public synchronized void set(Instant moment) {
    now = moment;
  }

  /** Moves on; a negative duration steps back. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
