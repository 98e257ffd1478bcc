/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  private final LatencyRecorder recorder = new LatencyRecorder();

  @Test
  void aStall_countsForEachSampleThatItKeptFromBeingTaken() {
    for (int i = 0; i < 900; i++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(1));
    }
    recorder.record(TimeUnit.MILLISECONDS.toNanos(100));

    Latency corrected = recorder.corrected(1_000);

    // 900 of 1 ms, then one of 100, 99, ... 1 ms each
    assertThat(corrected.count()).isEqualTo(1_000);
    assertThat(corrected.p50()).isBetween(1_000L, 1_010L);
    assertThat(corrected.p99()).isBetween(89_000L, 91_000L);
    assertThat(corrected.max()).isBetween(100_000L, 100_100L);
  }

  @Test
  void samplesOfASchedule_areTakenAsTheyAre() {
    recorder.record(TimeUnit.MILLISECONDS.toNanos(1));
    recorder.record(TimeUnit.MILLISECONDS.toNanos(100));

    assertThat(recorder.take().count()).isEqualTo(2);
  }

  @Test
  void takenSamples_areGone() {
    recorder.record(1_000);
    assertThat(recorder.take().count()).isOne();
    assertThat(recorder.take().count()).isZero();
  }

  @Test
  void whatIsLongerThanAMinute_countsAsAMinute() {
    recorder.record(TimeUnit.HOURS.toNanos(1));
    assertThat(recorder.take().max()).isBetween(60_000_000L, 60_100_000L);
  }
}
