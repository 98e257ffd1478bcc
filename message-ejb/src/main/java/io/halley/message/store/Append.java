/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;

/**
 * A message on its way into the log of one key.
 *
 * @param key whose log
 * @param atLeast the mid that it is to have at least, a multiple of {@value
 *     io.halley.cluster.message.Mid#STEP}; it gets a higher one where the log has given this one
 *     already
 * @param entry the message
 */
public record Append(Key key, long atLeast, LogEntry entry) {
  /** The end of the year 9999: a later expiry is taken as this one, which every store can hold. */
  public static final long LAST_SECOND = 253_402_300_799L;

  /** The Unix second from which on it is expired, at most {@value #LAST_SECOND}. */
  public long expiresAt() {
    return Math.min(entry.expiresAt(), LAST_SECOND);
  }

  /** Its body. */
  public Payload payload() {
    return entry.payload();
  }

  /** The push that it comes from, which is kept with it. */
  public long pushId() {
    return entry.pushId();
  }

  /** Whether it is written at all. */
  public boolean isKept() {
    return entry.isKept();
  }

  /** Whether its push is remembered, so that it counts once. */
  public boolean isNamed() {
    return entry.isNamed();
  }
}
