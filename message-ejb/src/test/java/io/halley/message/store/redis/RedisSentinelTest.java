/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.testkit.process.FreePorts;
import io.halley.testkit.process.RedisProgram;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisSentinel;

/** A store whose server the sentinels choose. */
class RedisSentinelTest {
  private static final Key KEY = new Key("alice");
  private static final Duration FAILOVER = Duration.ofSeconds(60);

  private final Retention retention = new Retention(MutableClock.atNow(), 20, Duration.ofDays(1));

  @Test
  void masterThatIsGone_isReplacedByItsReplica(@TempDir Path folder) throws IOException {
    try (RedisProcess master = new RedisProcess(Files.createDirectory(folder.resolve("master")));
        RedisProcess replica =
            new RedisProcess(
                Files.createDirectory(folder.resolve("replica")),
                "replicaof 127.0.0.1 " + master.port())) {
      await().atMost(FAILOVER).until(() -> isConnected(replica));
      int port = FreePorts.one();
      RedisSentinel sentinel = sentinel(folder, port, master);
      try (RedisMessageStore store =
          new RedisMessageStore(
              RedisAddress.parse("redis-sentinel://127.0.0.1:" + port + "#main").orElseThrow(),
              4,
              retention)) {
        store.open();
        assertThat(append(store, 4)).contains(Appended.after(0, 4));
        await().atMost(FAILOVER).until(() -> isInStep(master, replica));

        master.stop();

        await()
            .atMost(FAILOVER)
            .ignoreExceptionsInstanceOf(StoreException.class)
            .until(() -> append(store, 8).isPresent());
        assertThat(store.after(KEY, 0).messages()).extracting(Message::mid).containsExactly(4L, 8L);
      } finally {
        sentinel.stop();
      }
    }
  }

  @Test
  void sentinelsThatAreNotThere_areToldOfByTheirPlace() {
    try (RedisMessageStore store =
        new RedisMessageStore(
            RedisAddress.parse("redis-sentinel://u:secret@127.0.0.1:1#main").orElseThrow(),
            1,
            retention)) {
      assertThatThrownBy(store::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the Redis master main of the sentinels 127.0.0.1:1")
          .hasMessageNotContaining("secret");
    }
  }

  private static RedisSentinel sentinel(Path folder, int port, RedisProcess master)
      throws IOException {
    RedisSentinel sentinel =
        RedisSentinel.newRedisSentinel()
            .executableProvider(() -> RedisProgram.writtenTo(folder).toFile())
            .port(port)
            .bind("127.0.0.1")
            .setting("sentinel monitor main 127.0.0.1 " + master.port() + " 1")
            .setting("sentinel down-after-milliseconds main 1000")
            .setting("sentinel failover-timeout main 5000")
            .build();
    sentinel.start();
    return sentinel;
  }

  private Optional<Appended> append(RedisMessageStore store, long mid) {
    return store.append(List.of(Appends.of(KEY, mid, retention.now() + 600))).get(0);
  }

  private static boolean isConnected(RedisProcess replica) {
    try (RedisClient client = replica.client()) {
      return client.info("replication").contains("master_link_status:up");
    }
  }

  private static boolean isInStep(RedisProcess master, RedisProcess replica) {
    try (RedisClient one = master.client();
        RedisClient other = replica.client()) {
      return one.exists(KEY.value()) && other.exists(KEY.value());
    }
  }
}
