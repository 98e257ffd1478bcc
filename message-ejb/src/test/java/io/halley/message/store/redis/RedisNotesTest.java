/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.message.store.Retention;
import org.junit.jupiter.api.Test;

/** What is noted beside a key's set of what is gone, and what follows from it. */
class RedisNotesTest extends RedisLog {
  private static final long LOSS_KEPT = Retention.LOSS_KEPT.toSeconds();

  @Test
  void append_notesTheLastMidAndTheHighestThatWasTrimmed_exactly() {
    for (int n = 1; n <= CAP + 3; n++) {
      append(n, 60);
    }

    assertThat(notes()).containsEntry("last", mid(CAP + 3)).containsEntry("lost", mid(3));
    assertThat(complete(3)).isTrue();
    assertThat(complete(2)).isFalse();
  }

  @Test
  void append_underALowerCap_notesTheHighestOfAllThatGo() {
    for (int n = 1; n <= CAP; n++) {
      append(n, 60);
    }
    store.close();
    store = newStore(CAP - 3);
    append(CAP + 1, 60);

    assertThat(notes()).containsEntry("last", mid(CAP + 1)).containsEntry("lost", mid(CAP - 1));
    assertThat(client.zcard(NAME)).isEqualTo(CAP - 3);
  }

  @Test
  void notes_outliveTheSet_byTheMemory() {
    append(1, 3_600);
    append(2, 60);

    assertThat(notesLife()).isBetween(LOSS_KEPT + 3_600 - 60, LOSS_KEPT + 3_600 + DAY.toSeconds());
  }

  @Test
  void set_thatExpiredByItself_isMissed_andAgainAfterTheNextSave() {
    append(1, 60);
    append(2, -1);
    client.del(NAME);

    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
    append(3, 60);

    assertThat(notes()).containsEntry("lost", mid(2));
    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
  }

  @Test
  void delete_notesTheHighestThatWasThere_andNothingWhereNothingWas() {
    store.delete(KEY);
    assertThat(client.dbSize()).isZero();

    append(1, 60);
    append(2, 60);
    store.delete(KEY);

    assertThat(notes()).containsEntry("lost", mid(2));
    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void memberThatIsNoMessage_isNeverComplete() {
    append(1, 60);
    client.zadd(NAME, (double) at(2), "no message");

    assertThat(complete(1)).isFalse();
  }

  @Test
  void open_overAServerThatHeldSomething_knowsNothingOfBefore() {
    client.set("another", "program's");
    store.open();
    store.close();
    store = newStore(CAP);
    clock.advance(DAY);
    store.open();

    assertThat(complete(-1)).isFalse();
    assertThat(complete(0)).isTrue();
    assertThat(store.after(KEY, 0).complete()).isFalse();
    clock.advance(Retention.LOSS_KEPT);
    assertThat(store.after(KEY, 0).complete()).isTrue();
  }

  @Test
  void open_overAnEmptyServer_knowsAll() {
    store.open();
    append(1, 60);
    store.open();

    assertThat(store.after(KEY, 0).complete()).isTrue();
  }

  @Test
  void after_aMidOfLongAgo_isNeverComplete_butThatOfANewClientIs() {
    append(1, 60);
    clock.advance(Retention.LOSS_MEMORY.plus(DAY));
    client.flushAll();

    assertThat(complete(1)).isFalse();
    assertThat(store.after(KEY, 0).complete()).isTrue();
  }

  @Test
  void after_manyExpired_removesThemAll() {
    try (RedisMessageStore large = newStore(10_000)) {
      for (int n = 1; n <= 9_000; n++) {
        client.zadd(NAME, (double) at(n), "{\"msg\":" + n + ",\"expire\":1}");
      }
      for (int reads = 0; reads < 9; reads++) {
        assertThat(large.after(KEY, at(1)).complete()).isFalse();
      }
      assertThat(client.exists(NAME)).isFalse();
      assertThat(large.after(KEY, at(9_000)).complete()).isTrue();
    }
  }
}
