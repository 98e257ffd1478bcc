/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

/** What two message nodes on one Redis Cluster do. */
class RedisClusterServiceTest extends RedisServiceContract {
  private static RedisNodes redis;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    redis = new RedisNodes(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    redis.close();
  }

  @Override
  RedisAddress address() {
    return redis.address();
  }

  /** Redis takes what stands in braces for the slot, which our names must follow. */
  @ParameterizedTest
  @ValueSource(strings = {"{a}b", "a}b", "a{b", "{}a", "}{", "{a", "{{a}}", "a{b}c{d}"})
  void keyWithBraces_isLikeAnyOther(String name) {
    Key key = new Key("k" + System.nanoTime() + name);
    MessageStore store = ownStore();

    assertThat(append(store, List.of(key))).containsExactly(Optional.of(Appended.after(0, 4)));

    assertThat(store.after(key, 0).messages()).hasSize(1);
  }

  @Test
  void nodeOfTheClusterThatIsGone_failsItsOwnKeys_untilItIsBack() throws IOException {
    List<Key> keys = IntStream.range(0, 60).mapToObj(i -> new Key("gone-" + i)).toList();
    MessageStore store = ownStore();
    assertThat(append(store, keys)).containsOnly(Optional.of(Appended.after(0, 4)));
    redis.last().stop();

    List<Optional<Appended>> answers = append(store, keys);

    Optional<Appended> appended = Optional.of(Appended.after(4, 8));
    for (int i = 0; i < keys.size(); i++) {
      boolean isGone = redis.isOfLast(JedisClusterCRC16.getSlot(keys.get(i).value()));
      assertThat(answers.get(i)).isEqualTo(isGone ? Optional.empty() : appended);
    }
    assertThat(answers).contains(Optional.empty(), appended);
    redis.last().start();
    redis.awaitWhole();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(append(store, keys)).doesNotContain(Optional.empty()));
  }

  /** One of the test's own. */
  private MessageStore ownStore() {
    MessageStore store = open(new Retention(clock(), CAP, TOKEN_LIFE));
    afterTest(store::close);
    return store;
  }

  private List<Optional<Appended>> append(MessageStore store, List<Key> keys) {
    return store.append(keys.stream().map(key -> Appends.of(key, 4, expiry(60))).toList());
  }
}
