/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of the fake, each key's in the order of ids. For one thread at a time. */
final class InMemoryMessages {
  private record Stored(Message message, long expiresAt) {}

  private final Map<Key, TreeMap<Long, Stored>> byKey = new HashMap<>();
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
      messages.pollFirstEntry();
    }
    return true;
  }

  List<Message> after(Key key, long mid) {
    long now = clock.instant().getEpochSecond();
    return byKey.getOrDefault(key, new TreeMap<>()).tailMap(mid, false).values().stream()
        .filter(stored -> stored.expiresAt() > now)
        .map(Stored::message)
        .toList();
  }

  void delete(Key key) {
    byKey.remove(key);
  }
}
