/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.PushIds;
import io.halley.message.store.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log gives mids by, and what it notes of them. */
class RedisNumbersTest extends RedisLog {
  private static final long LOSS_KEPT = Retention.LOSS_KEPT.toSeconds();

  @Test
  void append_atLeastBelowWhatIsNoted_raisesIt() {
    for (int n = 1; n <= CAP; n++) {
      append(n, 60);
    }

    assertThat(append(Appends.of(KEY, at(1), expiry(60))))
        .isEqualTo(Appended.after(at(CAP), at(CAP + 1)));
    assertThat(notes()).containsEntry("last", mid(CAP + 1)).containsEntry("lost", mid(1));
  }

  @Test
  void append_afterTheNewestWasTakenAway_goesOnAboveIt() {
    append(1, 60);
    append(2, 60);
    client.zremrangeByScore(NAME, (double) at(2), (double) at(2));

    assertThat(append(Appends.of(KEY, at(2), expiry(60)))).isEqualTo(Appended.after(at(2), at(3)));
  }

  @Test
  void append_ofWhatIsNotKept_notesItsMidForAsLong_andNoMore() {
    assertThat(append(Appends.of(KEY, at(1), LogEntry.NOT_KEPT)))
        .isEqualTo(Appended.after(0, at(1)));

    assertThat(notes()).containsOnlyKeys("given", "until").containsEntry("given", mid(1));
    assertThat(client.exists(NAME)).isFalse();
    assertThat(notesLife()).isBetween(LOSS_KEPT - 60, LOSS_KEPT + DAY.toSeconds());
    assertThat(client.dbSize()).isEqualTo(1);
  }

  @Test
  void append_ofWhatIsNotKept_shortensTheLifeOfNoNotes() {
    append(1, Duration.ofDays(30).toSeconds());
    long before = notesLife();

    append(Appends.of(KEY, at(2), LogEntry.NOT_KEPT));

    assertThat(notes()).containsEntry("given", mid(2)).containsEntry("last", mid(1));
    assertThat(notesLife()).isBetween(before - 10, before);
    assertThat(complete(0)).isTrue();
    assertThat(store.after(KEY, 0).head()).isEqualTo(at(2));
  }

  @Test
  void append_ofAPushThatIsRemembered_writesNothing_keptOrNot() {
    long push = PushIds.named("order 66");
    append(Appends.of(KEY, at(1), LogEntry.NOT_KEPT, push));
    Map<String, String> before = notes();

    assertThat(append(Appends.of(KEY, at(2), expiry(60), push)))
        .isEqualTo(Appended.repeated(at(1)));
    assertThat(append(Appends.of(KEY, at(2), LogEntry.NOT_KEPT, push)))
        .isEqualTo(Appended.repeated(at(1)));
    assertThat(notes()).isEqualTo(before);
    assertThat(client.exists(NAME)).isFalse();
  }

  @Test
  void append_again_isNoted_andLookedForAsLongAsItMayBeRepeated() {
    append(Appends.again(KEY, at(1), expiry(3_600), 7));
    append(2, 3_600);
    assertThat(notes()).containsEntry("again", mid(1));
    clock.advance(Retention.REPEATED_WITHIN);
    assertThat(append(Appends.of(KEY, at(3), expiry(60), 7))).isEqualTo(Appended.repeated(at(1)));

    clock.advance(Duration.ofSeconds(1));

    assertThat(append(Appends.again(KEY, at(3), expiry(60), 7)))
        .isEqualTo(Appended.after(at(2), at(3)));
  }

  @Test
  void append_again_ofWhatIsNotKept_isRepeatedWhereItWasKept() {
    append(Appends.of(KEY, at(1), expiry(60), 7));

    assertThat(append(Appends.again(KEY, at(2), LogEntry.NOT_KEPT, 7)))
        .isEqualTo(Appended.repeated(at(1)));
    assertThat(append(Appends.again(KEY, at(2), LogEntry.NOT_KEPT, 8)))
        .isEqualTo(Appended.after(at(1), at(2)));
    assertThat(notes()).doesNotContainKey("again");
  }

  /** Some of these are no double: what is next must be above it all the same. */
  @ParameterizedTest
  @MethodSource("lastMids")
  void logOfAnyLastMid_goesOnWithTheNextMultipleOf4(long last) {
    client.hset(NOTES, "last".getBytes(UTF_8), String.valueOf(last).getBytes(UTF_8));
    long previous = last;
    for (int i = 0; i < 3; i++) {
      Appended appended = append(Appends.of(KEY, 4, expiry(60)));
      assertThat(appended.previous()).isEqualTo(previous);
      assertThat(appended.mid()).isGreaterThan(previous).isLessThan(previous + 9);
      assertThat(appended.mid() % Mid.STEP).isZero();
      previous = appended.mid();
      assertThat(store.after(KEY, 0).head()).isEqualTo(previous);
    }
    assertThat(mids()).hasSize(3).endsWith(previous);
  }

  static LongStream lastMids() {
    return LongStream.of(8, 1L << 53, 1L << 54, (1L << 55) - 32)
        .flatMap(around -> LongStream.rangeClosed(around - 5, around + 9));
  }

  @Test
  void append_atLeastBelow4_getsTheFirstMidThereIs() {
    assertThat(store.append(List.of(Appends.of(KEY, 0, expiry(60)))))
        .containsExactly(Optional.of(Appended.after(0, 4)));
    assertThat(store.append(List.of(Appends.of(KEY, -8, expiry(60)))))
        .containsExactly(Optional.of(Appended.after(4, 8)));
  }

  /** Such a score is another program's; to go on above it would give one mid twice. */
  @ParameterizedTest
  @ValueSource(doubles = {36_028_797_018_963_964.0, 1e17, 1e300})
  void append_whereNoMidIsLeft_failsForThatKeyOnly(double score) {
    client.zadd(NAME, score, "another's");
    Key other = new Key("bob");

    assertThat(
            store.append(List.of(Appends.of(KEY, 4, expiry(60)), Appends.of(other, 4, expiry(60)))))
        .containsExactly(Optional.empty(), Optional.of(Appended.after(0, 4)));
    assertThat(client.zcard(NAME)).isEqualTo(1);
    assertThat(store.after(KEY, 0).head()).isGreaterThanOrEqualTo(36_028_797_018_963_964L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e17, 1e300, Double.POSITIVE_INFINITY})
  void delete_ofWhatHasNoMid_leavesALogThatGoesOn(double score) {
    append(Appends.of(KEY, 4, expiry(60)));
    client.zadd(NAME, score, "another's");
    assertThat(store.append(List.of(Appends.of(KEY, 8, expiry(60)))))
        .containsExactly(Optional.empty());

    store.delete(KEY);

    append(Appends.of(KEY, 8, expiry(60)));
    assertThat(store.after(KEY, 0).head()).isEqualTo(8);
  }

  @Test
  void append_atLeastAboveTheLastMidThereIs_fails() {
    assertThat(store.append(List.of(Appends.of(KEY, 1L << 55, expiry(60)))))
        .containsExactly(Optional.empty());
    assertThat(client.dbSize()).isZero();
  }
}
