/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  void keyWithBraces_isSavedLikeAnyOther(String name) {
    Key key = new Key("k" + System.nanoTime() + name);

    assertThat(store().save(List.of(message(key, 4)))).containsExactly(SaveOutcome.Plain.SAVED);

    assertThat(store().findAfter(key, 0).messages()).hasSize(1);
  }

  @Test
  void nodeOfTheClusterThatIsGone_failsItsOwnKeys_untilItIsBack() throws IOException {
    List<Key> keys = IntStream.range(0, 60).mapToObj(i -> new Key("gone-" + i)).toList();
    assertThat(save(keys, 4)).containsOnly(SaveOutcome.Plain.SAVED);
    redis.last().stop();

    List<SaveOutcome> outcomes = save(keys, 8);

    for (int i = 0; i < keys.size(); i++) {
      boolean isGone = redis.isOfLast(JedisClusterCRC16.getSlot(keys.get(i).value()));
      assertThat(outcomes.get(i))
          .isEqualTo(isGone ? SaveOutcome.Plain.REFUSED : SaveOutcome.Plain.SAVED);
    }
    assertThat(outcomes).contains(SaveOutcome.Plain.REFUSED, SaveOutcome.Plain.SAVED);
    redis.last().start();
    redis.awaitWhole();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(save(keys, System.nanoTime())).containsOnly(SaveOutcome.Plain.SAVED));
  }

  private List<SaveOutcome> save(List<Key> keys, long mid) {
    return store().save(keys.stream().map(key -> message(key, mid)).toList());
  }

  private StoredMessage message(Key key, long mid) {
    return new StoredMessage(key, mid, clock().instant().getEpochSecond() + 60, Payload.of("1"));
  }
}
