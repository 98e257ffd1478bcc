/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** The log of a key on a Redis server, empty before each test, and what tests ask of it. */
abstract class RedisLog {
  static final Key KEY = new Key("alice");
  static final String NAME = "alice";
  static final byte[] NOTES = new RedisNames(false).notes(KEY);
  static final int CAP = 5;
  static final Duration DAY = Duration.ofDays(1);
  static RedisClient client;
  private static RedisProcess redis;

  final MutableClock clock = MutableClock.atNow();
  private final long base = Mid.at(clock.instant());
  RedisMessageStore store;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
    client = redis.client();
  }

  @BeforeEach
  void empty() {
    client.flushAll();
    store = newStore(CAP);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @AfterAll
  static void close() throws IOException {
    client.close();
    redis.close();
  }

  /** Another one on the same server, which the test closes, or has instead of the first. */
  RedisMessageStore newStore(int cap) {
    return new RedisMessageStore(redis.address(), 4, new Retention(clock, cap, DAY));
  }

  /** The n-th mid after the test's first moment. */
  long at(int n) {
    return base + n * Mid.STEP;
  }

  /** The same as the notes have it. */
  String mid(int n) {
    return String.valueOf(at(n));
  }

  /** What is so many seconds ahead. */
  long expiry(long seconds) {
    return clock.instant().getEpochSecond() + seconds;
  }

  /** Appends a message, which must get this mid. */
  void append(int n, long expireSeconds) {
    assertThat(append(Appends.of(KEY, at(n), expiry(expireSeconds))).mid()).isEqualTo(at(n));
  }

  /** Appends a message, which may get a higher mid. */
  Appended append(int atLeast) {
    return append(Appends.of(KEY, at(atLeast), expiry(60)));
  }

  Appended append(Append one) {
    return store.append(List.of(one)).get(0).orElseThrow();
  }

  void acknowledge(int n) {
    store.acknowledge(List.of(new Acknowledgement(KEY, at(n))));
  }

  /** Whether the backlog after this mid is complete. */
  boolean complete(int n) {
    return store.after(KEY, at(n)).complete();
  }

  /** The mids of what a new client gets. */
  List<Long> mids() {
    return store.after(KEY, 0).messages().stream().map(Message::mid).toList();
  }

  /** How many seconds the notes have left. */
  static long notesLife() {
    return client.ttl(NOTES);
  }

  static Map<String, String> notes() {
    return client.hgetAll(NOTES).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> new String(entry.getKey(), UTF_8),
                entry -> new String(entry.getValue(), UTF_8)));
  }

  /**
   * Adds a member as the replaced system does. Its ids are those that a double can be: at present,
   * all that are even.
   */
  void addAsTheReplacedSystem(long mid) {
    client.zadd(NAME, (double) mid, "{\"msg\":" + mid + ",\"expire\":" + expiry(60) + "}");
  }
}
