/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.message.service.ShardedAppends;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Keys over two Redis servers, of which one goes. */
class ShardedRedisTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MutableClock clock = MutableClock.atNow();
  @TempDir private Path folder = Path.of("");
  private RedisProcess one;
  private RedisProcess other;
  private ShardedAppends appends;
  private List<Key> ofOne;
  private List<Key> ofOther;

  @BeforeEach
  void start() throws IOException {
    one = new RedisProcess(Files.createDirectory(folder.resolve("one")));
    other = new RedisProcess(Files.createDirectory(folder.resolve("other")));
    appends = new ShardedAppends(clock, Map.of("node1", store(one), "node2", store(other)));
    ofOne = appends.keysOf("node1", 5);
    ofOther = appends.keysOf("node2", 5);
  }

  @AfterEach
  void stop() throws Exception {
    appends.stop();
    one.close();
    other.close();
  }

  @Test
  void keys_lieWhereTheRingPutsThem() {
    assertThat(get(appends.append(both()))).isEmpty();

    try (RedisClient client = one.client();
        RedisClient otherClient = other.client()) {
      assertThat(ofOne).allMatch(key -> client.exists(key.value()));
      assertThat(ofOne).noneMatch(key -> otherClient.exists(key.value()));
      assertThat(ofOther).allMatch(key -> otherClient.exists(key.value()));
    }
    assertThat(both()).allSatisfy(key -> assertThat(found(key)).isEqualTo(1));
  }

  @Test
  void serverThatIsGone_failsItsOwnKeysOnly_andServesThemWhenItIsBack() throws IOException {
    other.stop();

    assertThat(get(appends.append(both()))).containsExactlyInAnyOrderElementsOf(ofOther);
    assertThat(appends.service().raiseMidCeiling(400).toCompletableFuture().join()).isZero();
    assertThat(found(ofOne.get(0))).isEqualTo(1);

    other.start();
    await().atMost(PATIENCE).until(() -> get(appends.append(both())).isEmpty());
  }

  @Test
  void serverThatFallsSilent_delaysNoOtherKeys_andIsNotWaitedForTwice() throws Exception {
    assertThat(get(appends.append(both()))).isEmpty();
    long pid = other.process().pid();
    signal("STOP", pid);
    try {
      CompletableFuture<Set<Key>> unanswered = appends.append(ofOther);
      for (int i = 0; i < 20; i++) {
        assertThat(get(appends.append(ofOne))).isEmpty();
      }
      assertThat(unanswered).isNotDone();

      assertThat(get(unanswered)).containsExactlyInAnyOrderElementsOf(ofOther);
      // each that waited for an answer itself would take seconds
      CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  assertThat(get(appends.append(ofOther))).hasSize(5);
                }
              })
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    } finally {
      signal("CONT", pid);
    }
    await().atMost(PATIENCE).until(() -> get(appends.append(ofOther)).isEmpty());
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private List<Key> both() {
    List<Key> both = new ArrayList<>(ofOne);
    both.addAll(ofOther);
    return both;
  }

  private int found(Key key) {
    return get(appends.service().after(key, 0).toCompletableFuture()).messages().size();
  }

  private RedisMessageStore store(RedisProcess redis) {
    return new RedisMessageStore(redis.address(), 4, new Retention(clock, 20, Duration.ofDays(1)));
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
