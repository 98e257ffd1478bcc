/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Appended;
import io.halley.cluster.rpc.PushIds;
import io.halley.message.store.Retention;
import org.junit.jupiter.api.Test;

/** What builds before, in which comet nodes gave ids, left in Redis: it is a log like any other. */
class RedisTakeOverTest extends RedisLog {
  @Test
  void logOfTheBuildBefore_isWhole_andGoesOnAboveIt() {
    addAsBefore(1, "");
    addAsBefore(2, ",\"push\":7");
    addAsBefore(3, ",\"push\":8");
    noteAsBefore(3, "0");
    assertThat(mids()).containsExactly(at(1), at(2), at(3));
    assertThat(store.after(KEY, 0).head()).isEqualTo(at(3));
    assertThat(complete(0)).isTrue();

    assertThat(append(1)).isEqualTo(Appended.after(at(3), at(4)));

    assertThat(mids()).containsExactly(at(1), at(2), at(3), at(4));
    assertThat(complete(0)).isTrue();
    assertThat(client.ttl(NAME)).isBetween(3_590L, 3_600L);
  }

  @Test
  void logOfTheBuildBefore_underTheCap_losesItsOldest() {
    for (int n = 1; n <= CAP; n++) {
      addAsBefore(n, n % 2 == 0 ? "" : ",\"push\":" + n);
    }
    noteAsBefore(CAP, "0");

    append(CAP);

    assertThat(mids()).hasSize(CAP).startsWith(at(2)).endsWith(at(CAP + 1));
    assertThat(complete(0)).isFalse();
    assertThat(complete(1)).isTrue();
  }

  @Test
  void logOfTheBuildBefore_whoseSetIsGone_goesOnAboveIt() {
    noteAsBefore(3, String.valueOf(at(1)));
    assertThat(store.after(KEY, 0).head()).isEqualTo(at(3));

    assertThat(append(1)).isEqualTo(Appended.after(at(3), at(4)));

    assertThat(complete(2)).isFalse();
    assertThat(complete(3)).isTrue();
  }

  @Test
  void logOfTheBuildBefore_isAcknowledged() {
    addAsBefore(2, "");
    addAsBefore(3, ",\"push\":8");
    noteAsBefore(3, String.valueOf(at(1)));
    assertThat(complete(1)).isTrue();

    acknowledge(2);

    assertThat(mids()).containsExactly(at(3));
    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
  }

  @Test
  void pushOfTheBuildBefore_isRepeated() {
    long named = PushIds.named("order 66");
    addAsBefore(1, "");
    addAsBefore(2, ",\"push\":7");
    noteAsBefore(2, "0");
    byte[] remembered = new RedisNames(false).push(KEY, named);
    client.set(remembered, (expiry(60) + " " + at(1)).getBytes(UTF_8));

    assertThat(append(Appends.again(KEY, at(3), expiry(60), 7)))
        .isEqualTo(Appended.repeated(at(2)));
    assertThat(append(Appends.of(KEY, at(3), expiry(60), named)))
        .isEqualTo(Appended.repeated(at(1)));
    assertThat(append(Appends.again(KEY, at(3), expiry(60), 8)))
        .isEqualTo(Appended.after(at(2), at(3)));
  }

  private void addAsBefore(int n, String push) {
    long expiry = expiry(3_600);
    client.zadd(
        NAME,
        (double) at(n),
        "{\"msg\":" + n + ",\"expire\":" + expiry + ",\"mid\":" + at(n) + push + "}");
    client.expireAt(NAME, expiry);
  }

  private void noteAsBefore(int last, String lost) {
    long until = (expiry(3_600) + Retention.LOSS_KEPT.toSeconds()) / 86_400 * 86_400 + 86_400;
    note("last", String.valueOf(at(last)));
    note("lost", lost);
    note("until", String.valueOf(until));
    client.expireAt(NOTES, until);
  }

  private static void note(String what, String value) {
    client.hset(NOTES, what.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
