/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.message.store.StoredMessage;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest mids of a key, and what a message meets among them. For one thread. */
final class KeyMids {
  /** The push of each mid; 0 where it has none. */
  private final NavigableMap<Long, Long> pushes = new TreeMap<>();

  private long newest = Long.MIN_VALUE;

  /** A message that the key has. */
  void add(long mid, long pushId) {
    pushes.put(mid, pushId);
    newest = Math.max(newest, mid);
  }

  /** A mid that the key had. */
  void addRemoved(long mid) {
    newest = Math.max(newest, mid);
  }

  /** What a message with rivals meets here. */
  Optional<Conflict> conflict(StoredMessage message) {
    NavigableMap<Long, Long> unseen = pushes.tailMap(message.known(), false);
    for (Map.Entry<Long, Long> other : unseen.descendingMap().entrySet()) {
      if (other.getValue() == message.pushId()) {
        return met(message, Kind.REPEATED, other.getKey());
      }
    }
    @Nullable Long same = pushes.get(message.mid());
    if (same != null && same == message.pushId()) {
      return met(message, Kind.REPEATED, message.mid());
    }
    if (newest >= message.mid()) {
      return met(message, Kind.STALE, newest);
    }
    return unseen.isEmpty() ? Optional.empty() : met(message, Kind.UNSEEN, unseen.lastKey());
  }

  private static Optional<Conflict> met(StoredMessage message, Kind kind, long mid) {
    return Optional.of(new Conflict(message.key(), kind, mid));
  }
}
