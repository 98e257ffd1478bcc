/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Conflict;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What is noted beside a key's set, and what follows from it. */
class RedisNotesTest {
  private static final Key KEY = new Key("alice");
  private static final String NAME = "alice";
  private static final int CAP = 5;
  private static final Duration DAY = Duration.ofDays(1);
  private static RedisProcess redis;
  private static RedisClient client;

  private final MutableClock clock = MutableClock.atNow();
  private final long base = Mid.at(clock.instant());
  private RedisMessageStore store;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
    client = redis.client();
  }

  @BeforeEach
  void empty() {
    client.flushAll();
    store = newStore();
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

  @Test
  void save_notesTheLastMidAndTheHighestThatWasTrimmed_exactly() {
    for (int n = 1; n <= CAP + 3; n++) {
      save(n, 60);
    }

    assertThat(notes()).containsEntry("last", mid(CAP + 3)).containsEntry("lost", mid(3));
    assertThat(complete(3)).isTrue();
    assertThat(complete(2)).isFalse();
  }

  @Test
  void save_belowWhatIsNoted_lowersNothing() {
    for (int n = 2; n <= CAP + 3; n++) {
      save(n, 60);
    }
    save(1, 60);

    assertThat(notes()).containsEntry("last", mid(CAP + 3)).containsEntry("lost", mid(3));
  }

  @Test
  void save_underALowerCap_notesTheHighestOfAllThatGo() {
    for (int n = 1; n <= CAP; n++) {
      save(n, 60);
    }
    store.close();
    store = newStore(CAP - 3);
    save(CAP + 1, 60);

    assertThat(notes()).containsEntry("last", mid(CAP + 1)).containsEntry("lost", mid(CAP - 1));
    assertThat(client.zcard(NAME)).isEqualTo(CAP - 3);
  }

  @Test
  void notes_outliveTheSet_byTheMemory() {
    save(1, 3_600);
    save(2, 60);

    long kept = Retention.LOSS_KEPT.plusHours(1).toSeconds();
    assertThat(client.ttl(new RedisNames(false).notes(KEY)))
        .isBetween(kept - 60, kept + DAY.toSeconds());
  }

  @Test
  void set_thatExpiredByItself_isMissed_andAgainAfterTheNextSave() {
    save(1, 60);
    save(2, -1);
    client.del(NAME);

    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
    save(3, 60);

    assertThat(notes()).containsEntry("lost", mid(2));
    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
  }

  @Test
  void delete_notesTheHighestThatWasThere_andNothingWhereNothingWas() {
    store.delete(KEY);
    assertThat(client.dbSize()).isZero();

    save(1, 60);
    save(2, 60);
    store.delete(KEY);

    assertThat(notes()).containsEntry("lost", mid(2));
    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void delete_ofASetOfTheReplacedSystem_isNoted() {
    addAsTheReplacedSystem(1);
    store.delete(KEY);

    assertThat(complete(0)).isFalse();
    assertThat(complete(1)).isTrue();
    assertThat(client.ttl(new RedisNames(false).notes(KEY)))
        .isGreaterThan(Retention.LOSS_MEMORY.toSeconds());
  }

  @Test
  void set_ofTheReplacedSystem_isCompleteOnlyFromTheFirstSaveOn() {
    addAsTheReplacedSystem(1);
    addAsTheReplacedSystem(2);
    assertThat(complete(0)).isFalse();
    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();

    save(3, 60);

    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
    assertThat(store.findAfter(KEY, at(1)).messages())
        .extracting(Message::mid)
        .containsExactly(at(2), at(3));
  }

  @Test
  void set_ofTheReplacedSystem_whoseMembersExpire_isNotCompleteAfterThat() {
    addAsTheReplacedSystem(1);
    addAsTheReplacedSystem(2);
    clock.advance(DAY);

    for (int reads = 0; reads < 2; reads++) {
      assertThat(complete(1)).isFalse();
      assertThat(complete(2)).isTrue();
    }
  }

  @Test
  void memberThatIsNoMessage_isNeverComplete() {
    save(1, 60);
    client.zadd(NAME, (double) at(2), "no message");

    assertThat(complete(1)).isFalse();
  }

  @Test
  void save_belowWhatOnlyNotesTellOf_isStale() {
    addAsTheReplacedSystem(3);
    store.delete(KEY);
    assertThat(meets(3)).containsExactly(stale(3));

    save(4, 60);
    save(5, 60);
    client.zremrangeByScore(NAME, (double) at(5), (double) at(5));
    assertThat(meets(5)).containsExactly(stale(5));
    assertThat(meets(6)).containsExactly(SaveOutcome.Plain.SAVED);
  }

  @Test
  void save_belowWhatTheReplacedSystemAddsLater_isStale() {
    save(1, 60);
    addAsTheReplacedSystem(3);

    assertThat(meets(2)).containsExactly(stale(3));
    assertThat(meets(3)).containsExactly(stale(3));
    assertThat(meets(4)).containsExactly(SaveOutcome.Plain.SAVED);
  }

  @Test
  void open_overAServerThatHeldSomething_knowsNothingOfBefore() {
    client.set("another", "program's");
    store.open();
    store.close();
    store = newStore();
    clock.advance(DAY);
    store.open();

    assertThat(complete(-1)).isFalse();
    assertThat(complete(0)).isTrue();
    assertThat(store.findAfter(KEY, 0).complete()).isFalse();
    clock.advance(Retention.LOSS_KEPT);
    assertThat(store.findAfter(KEY, 0).complete()).isTrue();
  }

  @Test
  void open_overAnEmptyServer_knowsAll() {
    store.open();
    save(1, 60);
    store.open();

    assertThat(store.findAfter(KEY, 0).complete()).isTrue();
  }

  @Test
  void findAfter_aMidOfLongAgo_isNeverComplete_butThatOfANewClientIs() {
    save(1, 60);
    clock.advance(Retention.LOSS_MEMORY.plus(DAY));
    client.flushAll();

    assertThat(complete(1)).isFalse();
    assertThat(store.findAfter(KEY, 0).complete()).isTrue();
  }

  @Test
  void findAfter_manyExpired_removesThemAll() {
    try (RedisMessageStore large =
        new RedisMessageStore(redis.address(), 4, new Retention(clock, 10_000, DAY))) {
      for (int n = 1; n <= 9_000; n++) {
        client.zadd(NAME, (double) at(n), "{\"msg\":" + n + ",\"expire\":1}");
      }
      for (int reads = 0; reads < 9; reads++) {
        assertThat(large.findAfter(KEY, at(1)).complete()).isFalse();
      }
      assertThat(client.exists(NAME)).isFalse();
      assertThat(large.findAfter(KEY, at(9_000)).complete()).isTrue();
    }
  }

  private RedisMessageStore newStore() {
    return newStore(CAP);
  }

  private RedisMessageStore newStore(int cap) {
    return new RedisMessageStore(redis.address(), 4, new Retention(clock, cap, DAY));
  }

  private long at(int n) {
    return base + n * Mid.STEP;
  }

  private String mid(int n) {
    return String.valueOf(at(n));
  }

  private boolean complete(int after) {
    return store.findAfter(KEY, at(after)).complete();
  }

  private void save(int n, long expireSeconds) {
    long expiry = clock.instant().getEpochSecond() + expireSeconds;
    StoredMessage message = new StoredMessage(KEY, at(n), expiry, Payload.of("1"));
    assertThat(store.save(List.of(message))).containsExactly(SaveOutcome.Plain.SAVED);
  }

  private List<SaveOutcome> meets(int n) {
    long expiry = clock.instant().getEpochSecond() + 60;
    return store.save(
        List.of(new StoredMessage(KEY, at(n), expiry, Payload.of("1"), 7, at(n) - 1)));
  }

  private SaveOutcome stale(int n) {
    return new SaveOutcome.Met(new Conflict(KEY, Conflict.Kind.STALE, at(n)));
  }

  private void addAsTheReplacedSystem(int n) {
    long expiry = clock.instant().getEpochSecond() + 60;
    client.zadd(NAME, (double) at(n), "{\"msg\":" + n + ",\"expire\":" + expiry + "}");
  }

  private static Map<String, String> notes() {
    return client.hgetAll(new RedisNames(false).notes(KEY)).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> new String(entry.getKey(), UTF_8),
                entry -> new String(entry.getValue(), UTF_8)));
  }
}
