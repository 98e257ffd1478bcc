/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;

/**
 * A message as a store keeps it, and what its saver knows of its key.
 *
 * @param key who it is for
 * @param mid its id, unique within the key
 * @param expiresAt the Unix second from which on it is expired, at most {@value #LAST_SECOND};
 *     {@link MessageService#NOT_KEPT}: it is not stored, its push is remembered only
 * @param payload its body
 * @param pushId the push that it comes from, which is kept with it; {@link Push#UNREPEATED}: nobody
 *     else saves for the key, and no conflict is looked for
 * @param known the highest mid of the key that the saver knows to be in the store; not kept
 */
public record StoredMessage(
    Key key, long mid, long expiresAt, Payload payload, long pushId, long known) {
  /** The end of the year 9999: a later expiry is taken as this one, which every store can hold. */
  public static final long LAST_SECOND = 253_402_300_799L;

  /**
   * @throws IllegalArgumentException if the push id is below 0, or nothing is to be done
   */
  public StoredMessage {
    if (pushId < 0) {
      throw new IllegalArgumentException("a push id is at least 0, this one is " + pushId);
    }
    if (expiresAt == MessageService.NOT_KEPT && !PushIds.isNamed(pushId)) {
      throw new IllegalArgumentException("a message that is not kept is of a named push");
    }
    expiresAt = Math.min(expiresAt, LAST_SECOND);
  }

  /** A message for a key that nobody else saves for. */
  public StoredMessage(Key key, long mid, long expiresAt, Payload payload) {
    this(key, mid, expiresAt, payload, Push.UNREPEATED, mid);
  }

  /** Whether somebody else may save for the key, so that the save may meet a conflict. */
  public boolean hasRivals() {
    return pushId != Push.UNREPEATED;
  }

  /** Whether it is stored at all. */
  public boolean isKept() {
    return expiresAt != MessageService.NOT_KEPT;
  }

  /** Whether its push is remembered, so that it counts once. */
  public boolean isNamed() {
    return PushIds.isNamed(pushId);
  }
}
