/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Mid;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MidClockTest {
  private static final long LAST_DOUBLE = 1L << 53;

  @Property
  void ids_riseHoweverTheClockMoves(
      @ForAll @Size(max = 50)
          List<@LongRange(min = -10_000_000_000L, max = 10_000_000_000L) Long> steps,
      @ForAll @IntRange(min = 1, max = 5) int each) {
    MutableClock clock = MutableClock.atNow();
    MidClock mids = new MidClock(clock);
    long last = 0;
    for (long step : steps) {
      clock.advance(Duration.ofNanos(step));
      for (int i = 0; i < each; i++) {
        long next = mids.next();
        assertThat(next).isGreaterThan(last).isGreaterThanOrEqualTo(Mid.at(clock.instant()));
        assertThat(next % 4).isZero();
        assertThat(mids.last()).isEqualTo(next);
        last = next;
      }
    }
  }

  @Property
  void ids_areAboveEveryFloor(@ForAll @LongRange(min = 0, max = LAST_DOUBLE) long floor) {
    MidClock mids = new MidClock(new MutableClock(Instant.EPOCH));
    mids.raiseTo(floor);
    long first = mids.next();
    assertThat(first).isGreaterThan(floor).isLessThanOrEqualTo(floor + 8);
    assertThat(first % 4).isZero();
    mids.raiseTo(floor - 100);
    assertThat(mids.next()).isEqualTo(first + 4);
  }

  @Test
  void id_isThePresentMomentWhereTheClockMovesOn() {
    MutableClock clock = new MutableClock(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
    assertThat(new MidClock(clock).next()).isEqualTo(17_000_000_001_234_564L);
  }

  @Test
  void id_isAnExactJavaScriptNumberUntil2084() {
    // a multiple of 4 is exact below 2^55
    long id = Mid.at(Instant.parse("2084-01-01T00:00:00Z"));
    assertThat((long) (double) id).isEqualTo(id);
    assertThat((long) (double) (id + 4)).isEqualTo(id + 4);
  }

  @Test
  void ids_ofConcurrentThreadsAreDistinctAndRiseInEach() throws Exception {
    MutableClock clock = MutableClock.atNow();
    MidClock mids = new MidClock(clock);
    int threads = 4;
    int each = 20_000;
    Callable<List<Long>> steppingBack =
        () ->
            LongStream.generate(
                    () -> {
                      clock.advance(Duration.ofNanos(-50));
                      return mids.next();
                    })
                .limit(each)
                .boxed()
                .toList();
    Set<Long> all = new HashSet<>();
    for (List<Long> ids : Together.run(Collections.nCopies(threads, steppingBack))) {
      assertThat(ids).isSorted().doesNotHaveDuplicates();
      all.addAll(ids);
    }
    assertThat(all).hasSize(threads * each);
  }
}
