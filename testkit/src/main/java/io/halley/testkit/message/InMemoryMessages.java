/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The messages of the fake, each key's in the order of ids. For one thread at a time. */
final class InMemoryMessages {
  /** How long a named push is remembered. */
  static final Duration PUSH_MEMORY = Duration.ofMinutes(5);

  /** How long a message stays, acknowledged or not, whose push may be repeated. */
  private static final long REPEATABLE_SECONDS = 600;

  private record Stored(Message message, long expiresAt, long pushId) {}

  private record Named(Key key, long pushId) {}

  private record Remembered(long mid, long until) {}

  private final Map<Key, TreeMap<Long, Stored>> byKey = new HashMap<>();

  /** The highest mid of each key that was removed. */
  private final Map<Key, Long> lost = new HashMap<>();

  private final Map<Named, Remembered> named = new HashMap<>();
  private final InstantSource clock;
  private final int cap;

  InMemoryMessages(InstantSource clock, int cap) {
    this.clock = clock;
    this.cap = cap;
  }

  /** Returns false if the key has a message of this id already. */
  boolean save(Recipient to, Payload payload, long expiresAt, long pushId) {
    if (PushIds.isNamed(pushId)) {
      long until = clock.instant().plus(PUSH_MEMORY).getEpochSecond();
      named.put(new Named(to.key(), pushId), new Remembered(to.mid(), until));
    }
    if (expiresAt == MessageService.NOT_KEPT) {
      return true;
    }
    TreeMap<Long, Stored> messages = byKey.computeIfAbsent(to.key(), key -> new TreeMap<>());
    Stored stored = new Stored(new Message(to.mid(), payload), expiresAt, pushId);
    if (messages.putIfAbsent(to.mid(), stored) != null) {
      return false;
    }
    while (messages.size() > cap) {
      lost.merge(to.key(), messages.pollFirstEntry().getKey(), Math::max);
    }
    return true;
  }

  /** What a save would meet; never anything if nobody repeats the push. */
  Optional<Conflict> conflict(Recipient to, long expiresAt, long pushId) {
    if (pushId == Push.UNREPEATED) {
      return Optional.empty();
    }
    Remembered before = named.get(new Named(to.key(), pushId));
    if (before != null && before.until() > clock.instant().getEpochSecond()) {
      return Optional.of(new Conflict(to.key(), Kind.REPEATED, before.mid()));
    }
    if (expiresAt == MessageService.NOT_KEPT) {
      return Optional.empty();
    }
    NavigableMap<Long, Stored> all = byKey.getOrDefault(to.key(), new TreeMap<>());
    Optional<Long> repeated =
        all.descendingMap().entrySet().stream()
            .filter(entry -> entry.getKey() > to.known() || entry.getKey() == to.mid())
            .filter(entry -> entry.getValue().pushId() == pushId)
            .map(Map.Entry::getKey)
            .findFirst();
    if (repeated.isPresent()) {
      return repeated.map(mid -> new Conflict(to.key(), Kind.REPEATED, mid));
    }
    long newest = newest(to.key());
    if (newest >= to.mid()) {
      return Optional.of(new Conflict(to.key(), Kind.STALE, newest));
    }
    return Optional.ofNullable(all.lowerKey(to.mid()))
        .filter(mid -> mid > to.known())
        .map(mid -> new Conflict(to.key(), Kind.UNSEEN, mid));
  }

  /** The highest mid that the key has or had; 0 where there is none. */
  long newest(Key key) {
    TreeMap<Long, Stored> messages = byKey.getOrDefault(key, new TreeMap<>());
    long stored = messages.isEmpty() ? 0 : messages.lastKey();
    return Math.max(stored, lost.getOrDefault(key, 0L));
  }

  Backlog after(Key key, long mid) {
    long now = clock.instant().getEpochSecond();
    Collection<Stored> after =
        byKey.getOrDefault(key, new TreeMap<>()).tailMap(mid, false).values();
    List<Message> live =
        after.stream().filter(stored -> stored.expiresAt() > now).map(Stored::message).toList();
    return new Backlog(live, live.size() == after.size() && lost.getOrDefault(key, 0L) <= mid);
  }

  void forget(Acknowledgement acknowledged) {
    Key key = acknowledged.key();
    long repeatable = Mid.plusSeconds(Mid.at(clock.instant()), -REPEATABLE_SECONDS);
    byKey
        .getOrDefault(key, new TreeMap<>())
        .headMap(acknowledged.mid(), true)
        .entrySet()
        .removeIf(
            entry -> {
              boolean goes =
                  entry.getValue().pushId() == Push.UNREPEATED || entry.getKey() < repeatable;
              if (goes) {
                lost.merge(key, entry.getKey(), Math::max);
              }
              return goes;
            });
  }

  void delete(Key key) {
    TreeMap<Long, Stored> deleted = byKey.remove(key);
    if (deleted != null && !deleted.isEmpty()) {
      lost.merge(key, deleted.lastKey(), Math::max);
    }
  }
}
