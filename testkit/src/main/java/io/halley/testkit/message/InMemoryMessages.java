/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of the fake, each key's in the order of ids. For one thread at a time. */
final class InMemoryMessages {
  private record Stored(Message message, long expiresAt) {}

  private final Map<Key, TreeMap<Long, Stored>> byKey = new HashMap<>();

  /** The highest mid of each key that was removed. */
  private final Map<Key, Long> lost = new HashMap<>();

  private final InstantSource clock;
  private final int cap;

  InMemoryMessages(InstantSource clock, int cap) {
    this.clock = clock;
    this.cap = cap;
  }

  /** Returns false if the key has a message of this id already. */
  boolean save(Recipient to, Payload payload, long expiresAt) {
    TreeMap<Long, Stored> messages = byKey.computeIfAbsent(to.key(), key -> new TreeMap<>());
    Stored stored = new Stored(new Message(to.mid(), payload), expiresAt);
    if (messages.putIfAbsent(to.mid(), stored) != null) {
      return false;
    }
    while (messages.size() > cap) {
      lost.merge(to.key(), messages.pollFirstEntry().getKey(), Math::max);
    }
    return true;
  }

  Backlog after(Key key, long mid) {
    long now = clock.instant().getEpochSecond();
    Collection<Stored> after =
        byKey.getOrDefault(key, new TreeMap<>()).tailMap(mid, false).values();
    List<Message> live =
        after.stream().filter(stored -> stored.expiresAt() > now).map(Stored::message).toList();
    return new Backlog(live, live.size() == after.size() && lost.getOrDefault(key, 0L) <= mid);
  }

  void delete(Key key) {
    TreeMap<Long, Stored> deleted = byKey.remove(key);
    if (deleted != null && !deleted.isEmpty()) {
      lost.merge(key, deleted.lastKey(), Math::max);
    }
  }
}
