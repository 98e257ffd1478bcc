/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoreException;
import io.halley.message.store.StoredMessage;
import io.halley.message.store.TokenHash;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.resps.Tuple;

/** What lies in Redis, and what other systems may have put there. */
class RedisLayoutTest {
  private static final Key KEY = new Key("alice");
  private static final String NAME = "alice";
  private static RedisProcess redis;
  private static RedisClient client;

  private final MutableClock clock = MutableClock.atNow();
  private final long now = clock.instant().getEpochSecond();
  private RedisMessageStore store;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
    client = redis.client();
  }

  @BeforeEach
  void empty() {
    client.flushAll();
    store =
        new RedisMessageStore(redis.address(), 4, new Retention(clock, 20, Duration.ofDays(30)));
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
  void save_writesASortedSetNamedByTheKey() {
    assertThat(save(4_000, now + 60, "{\"a\":1.50}")).isTrue();

    assertThat(client.zrangeWithScores(NAME, 0, -1))
        .containsExactly(
            new Tuple(
                "{\"msg\":{\"a\":1.50},\"expire\":" + (now + 60) + ",\"mid\":4000}", 4_000.0));
  }

  @Test
  void save_ofAPushThatMayBeRepeated_writesItsIdToo() {
    assertThat(store.save(List.of(message(4_000, Long.MAX_VALUE, 0))))
        .containsExactly(SaveOutcome.Plain.SAVED);

    assertThat(client.zrange(NAME, 0, -1))
        .containsExactly(
            "{\"msg\":{\"a\":1.50},\"expire\":"
                + (now + 60)
                + ",\"mid\":4000,\"push\":9223372036854775807}");
    assertThat(store.findAfter(KEY, 0).messages())
        .containsExactly(new Message(4_000, Payload.of("{\"a\":1.50}")));
  }

  @Test
  void save_toASetOfTheReplacedSystem_meetsItsMembers() {
    client.zadd(NAME, 16_000_000_000_000_000.0, "{\"msg\":1,\"expire\":" + (now + 60) + "}");
    client.zadd(NAME, 16_000_000_000_000_008.0, "{\"expire\":" + (now + 60) + ",\"msg\":2}");

    assertThat(
            store.save(
                List.of(
                    message(16_000_000_000_000_008L, 7, 0),
                    message(16_000_000_000_000_012L, 7, 16_000_000_000_000_000L),
                    message(16_000_000_000_000_016L, 8, 16_000_000_000_000_012L))))
        .containsExactly(
            met(Conflict.Kind.STALE, 16_000_000_000_000_008L),
            met(Conflict.Kind.UNSEEN, 16_000_000_000_000_008L),
            SaveOutcome.Plain.SAVED);
    assertThat(store.findAfter(KEY, 0).messages()).hasSize(4);
  }

  @Test
  void save_withSomethingKnownBelow0_meetsTheSame() {
    save(4, now + 60, "1");

    assertThat(store.save(List.of(message(8, 7, -5))))
        .containsExactly(met(Conflict.Kind.UNSEEN, 4));
  }

  @Test
  void save_beyondTheCap_trimsTheOldest() {
    for (int i = 1; i <= 25; i++) {
      save(4L * i, now + 60, "1");
    }

    assertThat(client.zcard(NAME)).isEqualTo(20);
    assertThat(client.zcount(NAME, 0, 20)).isZero();
  }

  @Test
  void set_livesUntilTheLastOfItsMessagesExpires_whateverTheirOrder() {
    save(4, now + 600, "1");
    save(8, now + 60, "1");
    assertThat(client.ttl(NAME)).isBetween(590L, 600L);

    save(12, now + 6_000, "1");
    assertThat(client.ttl(NAME)).isBetween(5_990L, 6_000L);
  }

  @Test
  void set_ofExpiredMessages_disappearsWhenItIsRead() {
    save(4, now + 60, "1");
    clock.advance(Duration.ofSeconds(60));

    assertThat(store.findAfter(KEY, 0).messages()).isEmpty();
    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void set_withNothingLive_disappearsByItself() {
    save(4, now - 1, "1");

    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void findAfter_membersOfTheReplacedSystem_areRead() {
    client.zadd(
        NAME, 16_000_000_000_000_000.0, "{\"msg\":{\"test\": 1},\"expire\":" + (now + 60) + "}");
    client.zadd(NAME, 16_000_000_000_000_008.0, "{\"expire\":" + (now + 60) + ",\"msg\":\"x\"}");

    assertThat(store.findAfter(KEY, 0).messages())
        .containsExactly(
            new Message(16_000_000_000_000_000L, Payload.of("{\"test\": 1}")),
            new Message(16_000_000_000_000_008L, Payload.of("\"x\"")));
  }

  @Test
  void save_toASetOfTheReplacedSystem_givesItTheLatestExpiryOfAll() {
    client.zadd(NAME, 4, "{\"msg\":\"\\\"expire\\\":1\",\"expire\":" + (now + 6_000) + "}");

    save(8, now + 60, "1");

    assertThat(client.ttl(NAME)).isBetween(5_990L, 6_000L);
  }

  @Test
  void findAfter_membersThatAreNoMessages_areSkippedAndCounted() {
    client.zadd(NAME, 4, "not JSON");
    client.zadd(NAME, 8, "{\"msg\":1}");
    client.zadd(NAME, 12, "[1]");
    client.zadd(NAME, 16, "{\"msg\":{broken},\"expire\":9999999999,\"mid\":16}");
    client.zadd(NAME, 20, "{\"msg\":1,\"expire\":1e99}");
    client.zadd(NAME, 28, "{\"msg\":1,\"expire\":1e99999999999}");
    save(24, now + 60, "1");

    assertThat(store.findAfter(KEY, 0).messages()).extracting(Message::mid).containsExactly(24L);
    assertThat(store.unreadable()).isEqualTo(6);
  }

  @Test
  void save_toANameThatHoldsSomethingElse_failsForThatKeyOnly() {
    client.set(NAME, "another program's");
    StoredMessage refused = new StoredMessage(KEY, 4, now + 60, Payload.of("1"));
    Key other = new Key("bob");

    List<SaveOutcome> outcomes =
        store.save(List.of(refused, new StoredMessage(other, 4, now + 60, Payload.of("1"))));

    assertThat(outcomes).containsExactly(SaveOutcome.Plain.REFUSED, SaveOutcome.Plain.SAVED);
    assertThat(store.findAfter(other, 0).messages()).hasSize(1);
    assertThatThrownBy(() -> store.findAfter(KEY, 0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("WRONGTYPE");
  }

  @Test
  void save_afterTheServerForgotItsScripts_succeeds() {
    save(4, now + 60, "1");
    client.scriptFlush();

    assertThat(save(8, now + 60, "1")).isTrue();
    assertThat(store.findAfter(KEY, 0).messages()).hasSize(2);
  }

  @Test
  void tokens_lieUnderANameThatNoKeyCanHave_andOnlyAsHashes() {
    store.addToken(KEY, TokenHash.of("secret"));

    byte[] name = client.keys(new byte[] {'*'}).iterator().next();
    assertThat(name[0]).isEqualTo((byte) 0xFF);
    assertThat(new String(client.zrange(name, 0, -1).get(0), StandardCharsets.US_ASCII))
        .doesNotContain("secret")
        .hasSize(64);
    assertThat(client.ttl(name)).isGreaterThan(Duration.ofDays(29).toSeconds());
  }

  @Test
  void check_whereNobodyListens_saysWhereWithoutThePassword() {
    try (RedisMessageStore nobody =
        new RedisMessageStore(
            RedisAddress.parse("redis://user:secret@127.0.0.1:1").orElseThrow(),
            1,
            new Retention(clock, 1, Duration.ZERO))) {
      assertThatThrownBy(nobody::check)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("127.0.0.1:1")
          .hasMessageNotContaining("secret");
    }
  }

  private StoredMessage message(long mid, long pushId, long known) {
    return new StoredMessage(KEY, mid, now + 60, Payload.of("{\"a\":1.50}"), pushId, known);
  }

  private static SaveOutcome met(Conflict.Kind kind, long mid) {
    return new SaveOutcome.Met(new Conflict(KEY, kind, mid));
  }

  private boolean save(long mid, long expiresAt, String json) {
    return store
        .save(List.of(new StoredMessage(KEY, mid, expiresAt, Payload.of(json))))
        .equals(List.of(SaveOutcome.Plain.SAVED));
  }
}
