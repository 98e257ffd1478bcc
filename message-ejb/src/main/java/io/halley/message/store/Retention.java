/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Mid;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long and how much a store keeps.
 *
 * @param clock what tells whether something is expired
 * @param cap messages kept for a key: the newest ones
 * @param tokenLife how long a token lives from its last use
 * @param pushMemory how long a named push is remembered
 */
public record Retention(InstantSource clock, int cap, Duration tokenLife, Duration pushMemory) {
  /**
   * How long a store remembers which mids of a key it no longer has. Who comes back after a longer
   * time is told that something may be missing.
   */
  public static final Duration LOSS_MEMORY = Duration.ofDays(90);

  /** How long a store keeps what it remembers: longer, so that clocks need not agree. */
  public static final Duration LOSS_KEPT = LOSS_MEMORY.plusDays(1);

  /**
   * How far back the message of a push that is repeated is looked for: longer than a comet node
   * that appended it, and whose answer did not arrive, may have waited, and than clocks differ.
   */
  public static final Duration REPEATED_WITHIN = Duration.ofMinutes(10);

  /** How long a named push is remembered where nothing else is said. */
  private static final Duration PUSH_MEMORY = Duration.ofMinutes(5);

  /** With five minutes' memory of named pushes. */
  public Retention(InstantSource clock, int cap, Duration tokenLife) {
    this(clock, cap, tokenLife, PUSH_MEMORY);
  }

  /** The current Unix second. */
  public long now() {
    return clock.instant().getEpochSecond();
  }

  /**
   * Whether a store may have forgotten that it lost messages after this mid. Not for 0, the mid of
   * a client that has nothing yet and misses nothing.
   */
  public boolean forgets(long mid) {
    return mid > 0 && mid < midBefore(LOSS_MEMORY);
  }

  /** The mid from which on a message may be of a push that is repeated. */
  public long repeatableFrom() {
    return midBefore(REPEATED_WITHIN);
  }

  /** The id of the moment that lies so long ago. */
  public long midBefore(Duration ago) {
    return Mid.at(clock.instant().minus(ago));
  }

  /** The Unix second from which on a push that is appended now is forgotten. */
  public long pushForgotten() {
    return now() + pushMemory.toSeconds();
  }

  /** The Unix second from which on a token that is used now is expired. */
  public long tokenExpiry() {
    return now() + tokenLife.toSeconds();
  }
}
