/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;

/**
 * A message as a store keeps it.
 *
 * @param key who it is for
 * @param mid its id, unique within the key
 * @param expiresAt the Unix second from which on it is expired, at most {@value #LAST_SECOND}
 * @param payload its body
 */
public record StoredMessage(Key key, long mid, long expiresAt, Payload payload) {
  /** The end of the year 9999: a later expiry is taken as this one, which every store can hold. */
  public static final long LAST_SECOND = 253_402_300_799L;

  public StoredMessage {
    expiresAt = Math.min(expiresAt, LAST_SECOND);
  }
}
