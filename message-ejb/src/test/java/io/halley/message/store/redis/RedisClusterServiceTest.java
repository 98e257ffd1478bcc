/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.message.store.BatchConflictContract;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.testkit.message.ConflictContract;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
class RedisClusterServiceTest extends MessageServiceContract
    implements ConflictContract, BatchConflictContract {
  private static RedisNodes redis;

  private final MutableClock time = MutableClock.atNow();
  private final List<MessageStore> stores = new ArrayList<>();
  private final List<MessageService> nodes = new ArrayList<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisNodes(folder);
  }

  @Override
  protected MessageService service(MutableClock clock) {
    for (int i = 0; i < 2; i++) {
      MessageStore store =
          new RedisMessageStore(redis.address(), 8, new Retention(clock, CAP, TOKEN_LIFE));
      store.open();
      stores.add(store);
      RunningService running = new RunningService(store, clock);
      afterTest(running::stop);
      nodes.add(running.service());
    }
    return nodes.get(0);
  }

  @Override
  public List<MessageService> nodes() {
    return nodes;
  }

  @Override
  public List<MessageService> exactNodes() {
    return nodes;
  }

  @Override
  public MessageStore store() {
    return stores.get(0);
  }

  @AfterAll
  static void close() throws IOException {
    redis.close();
  }

  /** Redis takes what stands in braces for the slot, which our names must follow. */
  @ParameterizedTest
  @ValueSource(strings = {"{a}b", "a}b", "a{b", "{}a", "}{", "{a", "{{a}}", "a{b}c{d}"})
  void keyWithBraces_isSavedLikeAnyOther(String name) {
    Key key = new Key("k" + System.nanoTime() + name);

    assertThat(stores.get(0).save(List.of(message(key, 4))))
        .containsExactly(SaveOutcome.Plain.SAVED);

    assertThat(stores.get(0).findAfter(key, 0).messages()).hasSize(1);
  }

  @Test
  void nodeOfTheClusterThatIsGone_failsItsOwnKeys_untilItIsBack() throws IOException {
    MessageStore store = stores.get(0);
    List<Key> keys = IntStream.range(0, 60).mapToObj(i -> new Key("gone-" + i)).toList();
    assertThat(save(store, keys, 4)).containsOnly(SaveOutcome.Plain.SAVED);
    redis.last().stop();

    List<SaveOutcome> outcomes = save(store, keys, 8);

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
            () ->
                assertThat(save(store, keys, System.nanoTime()))
                    .containsOnly(SaveOutcome.Plain.SAVED));
  }

  private List<SaveOutcome> save(MessageStore store, List<Key> keys, long mid) {
    return store.save(keys.stream().map(key -> message(key, mid)).toList());
  }

  private StoredMessage message(Key key, long mid) {
    return new StoredMessage(key, mid, time.instant().getEpochSecond() + 60, Payload.of("1"));
  }
}
