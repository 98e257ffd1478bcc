/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisRestartTest {
  private static final Key KEY = new Key("alice");

  private final MutableClock clock = MutableClock.atNow();

  @Test
  void whatWasAnswered_survivesTheServer_andTheStoreFindsItAgain(@TempDir Path folder)
      throws IOException {
    try (RedisProcess redis = new RedisProcess(folder);
        RedisMessageStore store =
            new RedisMessageStore(
                redis.address(), 4, new Retention(clock, 20, Duration.ofDays(1)))) {
      append(store, 4);
      store.raiseMidCeiling(400);
      store.addToken(KEY, TokenHash.of("token"));
      redis.stop();
      assertThatThrownBy(() -> append(store, 8))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be reached");

      redis.start();

      append(store, 12);
      assertThat(store.after(KEY, 0).messages()).extracting(Message::mid).containsExactly(4L, 12L);
      assertThat(store.raiseMidCeiling(0)).isEqualTo(400);
      assertThat(store.useToken(KEY, TokenHash.of("token"))).isEqualTo(TokenCheck.VALID);
    }
  }

  private void append(RedisMessageStore store, long mid) {
    long expiry = clock.instant().getEpochSecond() + 60;
    assertThat(store.append(List.of(Appends.of(KEY, mid, expiry))).get(0))
        .hasValueSatisfying(appended -> assertThat(appended.mid()).isEqualTo(mid));
  }
}
