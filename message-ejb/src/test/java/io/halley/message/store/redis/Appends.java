/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.PushIds;
import io.halley.message.store.Append;

/** Messages on their way into a log, as tests of this package need them. */
final class Appends {
  private Appends() {}

  /** A message of a push of its own. */
  static Append of(Key key, long atLeast, long expiresAt) {
    return of(key, atLeast, expiresAt, PushIds.random());
  }

  /** A message of a push that is asked for the first time. */
  static Append of(Key key, long atLeast, long expiresAt, long push) {
    return new Append(key, atLeast, LogEntry.of(Payload.of("1"), expiresAt, push));
  }

  /** A message of a push that may be there already. */
  static Append again(Key key, long atLeast, long expiresAt, long push) {
    return new Append(key, atLeast, LogEntry.of(Payload.of("1"), expiresAt, push).onceMore());
  }
}
