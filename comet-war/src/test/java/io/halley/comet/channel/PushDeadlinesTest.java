/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushDeadlinesTest {
  private static final long LONG = Duration.ofMinutes(5).toNanos();

  private final PushDeadlines deadlines = new PushDeadlines();

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void stageThatIsLate_endsWithWhatIsSaidForThat() throws Exception {
    CompletableFuture<String> stage = deadlines.within(1_000, new CompletableFuture<>(), "late");

    assertThat(stage.get(10, TimeUnit.SECONDS)).isEqualTo("late");
  }

  @Test
  void stageThatIsInTime_keepsItsResult() {
    CompletableFuture<String> stage = deadlines.within(LONG, new CompletableFuture<>(), "late");

    stage.complete("in time");

    assertThat(stage).isCompletedWithValue("in time");
  }

  @Test
  void stageAfterTheEnd_endsAtOnce() {
    deadlines.close();

    assertThat(deadlines.within(LONG, new CompletableFuture<>(), "late"))
        .isCompletedWithValue("late");
  }
}
