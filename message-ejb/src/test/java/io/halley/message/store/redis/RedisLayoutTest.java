/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  void append_writesASortedSetNamedByTheKey() {
    LogEntry entry = LogEntry.of(Payload.of("{\"a\":1.50}"), now + 60, Long.MAX_VALUE);
    assertThat(store.append(List.of(new Append(KEY, 4_000, entry))))
        .containsExactly(Optional.of(Appended.after(0, 4_000)));

    assertThat(client.zrangeWithScores(NAME, 0, -1))
        .containsExactly(
            new Tuple(
                "{\"msg\":{\"a\":1.50},\"expire\":"
                    + (now + 60)
                    + ",\"mid\":4000,\"push\":9223372036854775807}",
                4_000.0));
    assertThat(store.after(KEY, 0).messages())
        .containsExactly(new Message(4_000, Payload.of("{\"a\":1.50}")));
  }

  @Test
  void append_beyondTheCap_trimsTheOldest() {
    for (int i = 1; i <= 25; i++) {
      append(4L * i, now + 60);
    }

    assertThat(client.zcard(NAME)).isEqualTo(20);
    assertThat(client.zcount(NAME, 0, 20)).isZero();
  }

  @Test
  void set_livesUntilTheLastOfItsMessagesExpires_whateverTheirOrder() {
    append(4, now + 600);
    append(8, now + 60);
    assertThat(client.ttl(NAME)).isBetween(590L, 600L);

    append(12, now + 6_000);
    assertThat(client.ttl(NAME)).isBetween(5_990L, 6_000L);
  }

  @Test
  void set_ofExpiredMessages_disappearsWhenItIsRead() {
    append(4, now + 60);
    clock.advance(Duration.ofSeconds(60));

    assertThat(store.after(KEY, 0).messages()).isEmpty();
    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void set_withNothingLive_disappearsByItself() {
    append(4, now - 1);

    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void after_membersOfTheReplacedSystem_areRead() {
    client.zadd(
        NAME, 16_000_000_000_000_000.0, "{\"msg\":{\"test\": 1},\"expire\":" + (now + 60) + "}");
    client.zadd(NAME, 16_000_000_000_000_008.0, "{\"expire\":" + (now + 60) + ",\"msg\":\"x\"}");

    assertThat(store.after(KEY, 0).messages())
        .containsExactly(
            new Message(16_000_000_000_000_000L, Payload.of("{\"test\": 1}")),
            new Message(16_000_000_000_000_008L, Payload.of("\"x\"")));
  }

  @Test
  void append_toASetOfTheReplacedSystem_givesItTheLatestExpiryOfAll() {
    client.zadd(NAME, 4, "{\"msg\":\"\\\"expire\\\":1\",\"expire\":" + (now + 6_000) + "}");

    append(8, now + 60);

    assertThat(client.ttl(NAME)).isBetween(5_990L, 6_000L);
  }

  @Test
  void after_membersThatAreNoMessages_areSkippedAndCounted() {
    client.zadd(NAME, 4, "not JSON");
    client.zadd(NAME, 8, "{\"msg\":1}");
    client.zadd(NAME, 12, "[1]");
    client.zadd(NAME, 16, "{\"msg\":{broken},\"expire\":9999999999,\"mid\":16}");
    client.zadd(NAME, 20, "{\"msg\":1,\"expire\":1e99}");
    client.zadd(NAME, 28, "{\"msg\":1,\"expire\":1e99999999999}");
    append(32, now + 60);

    assertThat(store.after(KEY, 0).messages()).extracting(Message::mid).containsExactly(32L);
    assertThat(store.unreadable()).isEqualTo(6);
  }

  @Test
  void append_toANameThatHoldsSomethingElse_failsForThatKeyOnly() {
    client.set(NAME, "another program's");
    Key other = new Key("bob");

    assertThat(store.append(List.of(Appends.of(KEY, 4, now + 60), Appends.of(other, 4, now + 60))))
        .containsExactly(Optional.empty(), Optional.of(Appended.after(0, 4)));
    assertThat(store.after(other, 0).messages()).hasSize(1);
    assertThatThrownBy(() -> store.after(KEY, 0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("WRONGTYPE");
  }

  @Test
  void append_afterTheServerForgotItsScripts_succeeds() {
    append(4, now + 60);
    client.scriptFlush();

    append(8, now + 60);
    assertThat(store.after(KEY, 0).messages()).hasSize(2);
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

  private void append(long mid, long expiresAt) {
    assertThat(store.append(List.of(Appends.of(KEY, mid, expiresAt))).get(0))
        .hasValueSatisfying(appended -> assertThat(appended.mid()).isEqualTo(mid));
  }
}
