/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MidClockTest {
  private static final long LAST_DOUBLE = 1L << 53;

  private static final Instant START = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);

  private final AtomicLong moved = new AtomicLong();
  private final InstantSource clock = () -> START.plusNanos(moved.get());

  @Property
  void ids_riseHoweverTheClockMoves(
      @ForAll @Size(max = 50)
          List<@LongRange(min = -10_000_000_000L, max = 10_000_000_000L) Long> steps,
      @ForAll @IntRange(min = 1, max = 5) int each) {
    MidClock mids = new MidClock(clock);
    long last = 0;
    for (long step : steps) {
      moved.addAndGet(step);
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
    MidClock mids = new MidClock(() -> Instant.EPOCH);
    mids.raiseTo(floor);
    long first = mids.next();
    assertThat(first).isGreaterThan(floor).isLessThanOrEqualTo(floor + 8);
    assertThat(first % 4).isZero();
    mids.raiseTo(floor - 100);
    assertThat(mids.next()).isEqualTo(first + 4);
  }

  @Test
  void id_isThePresentMomentWhereTheClockMovesOn() {
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
    MidClock mids = new MidClock(clock);
    int threads = 4;
    int each = 20_000;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<List<Long>> steppingBack =
        () -> {
          start.await(30, TimeUnit.SECONDS);
          return LongStream.generate(
                  () -> {
                    moved.addAndGet(-50);
                    return mids.next();
                  })
              .limit(each)
              .boxed()
              .toList();
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Set<Long> all = new HashSet<>();
      for (Future<List<Long>> ids :
          pool.invokeAll(Collections.nCopies(threads, steppingBack), 30, TimeUnit.SECONDS)) {
        assertThat(ids.get()).isSorted().doesNotHaveDuplicates();
        all.addAll(ids.get());
      }
      assertThat(all).hasSize(threads * each);
    } finally {
      pool.shutdown();
    }
  }
}
