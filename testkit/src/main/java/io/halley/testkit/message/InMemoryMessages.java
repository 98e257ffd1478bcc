/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.LogEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The logs of the fake. For one thread at a time. */
final class InMemoryMessages {
  /** How long a named push is remembered. */
  static final Duration PUSH_MEMORY = Duration.ofMinutes(5);

  /** How long a push that was asked for again is looked for. */
  private static final long REPEATABLE_SECONDS = 600;

  private record Stored(Message message, long expiresAt) {}

  /** A push, and until when another one of its id is the same. */
  private record Remembered(long mid, long until) {}

  private static final class Log {
    final TreeMap<Long, Stored> messages = new TreeMap<>();
    final Map<Long, Remembered> pushes = new HashMap<>();
    long head;

    /** The highest mid that was removed. */
    long lost;
  }

  private final Map<Key, Log> logs = new HashMap<>();
  private final InstantSource clock;
  private final int cap;

  InMemoryMessages(InstantSource clock, int cap) {
    this.clock = clock;
    this.cap = cap;
  }

  /**
   * Every push that the log knows is looked for, whether it is asked for again or not: a caller
   * cannot tell.
   */
  Appended append(Key key, long atLeast, LogEntry entry) {
    Log log = logs.computeIfAbsent(key, absent -> new Log());
    @Nullable Remembered before = log.pushes.get(entry.pushId());
    if (before != null && before.until > now()) {
      return Appended.repeated(before.mid);
    }
    long previous = log.head;
    long mid = Math.max(atLeast, Mid.after(previous));
    log.head = mid;
    long memory = entry.isNamed() ? PUSH_MEMORY.toSeconds() : REPEATABLE_SECONDS;
    if (entry.isKept() || entry.isNamed()) {
      log.pushes.put(entry.pushId(), new Remembered(mid, now() + memory));
    }
    if (entry.isKept()) {
      log.messages.put(mid, new Stored(new Message(mid, entry.payload()), entry.expiresAt()));
      while (log.messages.size() > cap) {
        log.lost = Math.max(log.lost, log.messages.pollFirstEntry().getKey());
      }
    }
    return Appended.after(previous, mid);
  }

  Backlog after(Key key, long mid) {
    Log log = logs.getOrDefault(key, new Log());
    List<Stored> after = new ArrayList<>(log.messages.tailMap(mid, false).values());
    List<Message> live =
        after.stream().filter(each -> each.expiresAt > now()).map(Stored::message).toList();
    return new Backlog(live, log.head, live.size() == after.size() && log.lost <= mid);
  }

  void forget(Acknowledgement acknowledged) {
    Log log = logs.getOrDefault(acknowledged.key(), new Log());
    remove(log, log.messages.headMap(acknowledged.mid(), true));
  }

  void delete(Key key) {
    Log log = logs.getOrDefault(key, new Log());
    remove(log, log.messages);
  }

  private static void remove(Log log, Map<Long, Stored> some) {
    some.keySet().forEach(mid -> log.lost = Math.max(log.lost, mid));
    some.clear();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
