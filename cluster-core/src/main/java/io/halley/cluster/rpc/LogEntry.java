/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Payload;

/**
 * A message that is appended to logs.
 *
 * @param payload its body
 * @param expiresAt the Unix second from which on it is expired; {@link #NOT_KEPT}: it only gets its
 *     mid, and is not written
 * @param pushId the push that it comes from, above 0; see {@link PushIds}
 * @param again whether somebody else may have appended the same push already
 */
public record LogEntry(Payload payload, long expiresAt, long pushId, boolean again) {
  /** When a message is expired that is not kept at all. */
  public static final long NOT_KEPT = 0;

  /**
   * @throws IllegalArgumentException if the push id is not above 0, or the expiry is below 0
   */
  public LogEntry {
    if (pushId < 1) {
      throw new IllegalArgumentException("a push id is above 0, this one is " + pushId);
    }
    if (expiresAt < 0) {
      throw new IllegalArgumentException("an expiry is at least 0, this one is " + expiresAt);
    }
  }

  /** The entry of a push that nobody else appends, as far as its caller knows. */
  public static LogEntry of(Payload payload, long expiresAt, long pushId) {
    return new LogEntry(payload, expiresAt, pushId, false);
  }

  /** The same, asked for once more. */
  public LogEntry onceMore() {
    return again ? this : new LogEntry(payload, expiresAt, pushId, true);
  }

  /** Whether it is written. */
  public boolean isKept() {
    return expiresAt != NOT_KEPT;
  }

  /** Whether its back end has named the push, so that it counts once. */
  public boolean isNamed() {
    return PushIds.isNamed(pushId);
  }
}
