/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MidTest {
  private static final long END_OF_2083 = 3_597_523_199L;

  @Test
  void at_countsTicksOf100NanosecondsDownToAMultipleOf4() {
    assertThat(Mid.at(Instant.EPOCH)).isZero();
    assertThat(Mid.at(Instant.ofEpochSecond(1))).isEqualTo(10_000_000L);
    assertThat(Mid.at(Instant.ofEpochSecond(1, 300))).isEqualTo(10_000_000L);
    assertThat(Mid.at(Instant.ofEpochSecond(1, 400))).isEqualTo(10_000_004L);
    assertThat(Mid.at(Instant.ofEpochSecond(1, 799))).isEqualTo(10_000_004L);
  }

  @Property
  void at_isAMultipleOf4_thatADoubleHoldsExactly(
      @ForAll @LongRange(max = END_OF_2083) long second,
      @ForAll @LongRange(max = 999_999_999) long nano) {
    long mid = Mid.at(Instant.ofEpochSecond(second, nano));
    assertThat(mid % Mid.STEP).isZero();
    assertThat((long) (double) mid).isEqualTo(mid);
  }

  @Property
  void at_neverGoesBackWithTime(
      @ForAll @LongRange(max = END_OF_2083) long second,
      @ForAll @LongRange(max = 10_000_000_000L) long nanosLater) {
    Instant moment = Instant.ofEpochSecond(second);
    assertThat(Mid.at(moment.plusNanos(nanosLater))).isGreaterThanOrEqualTo(Mid.at(moment));
  }

  @Test
  void plusSeconds_addsTicks() {
    assertThat(Mid.plusSeconds(8, 3)).isEqualTo(30_000_008L);
    assertThat(Mid.plusSeconds(Mid.at(Instant.ofEpochSecond(5)), 2))
        .isEqualTo(Mid.at(Instant.ofEpochSecond(7)));
  }
}
