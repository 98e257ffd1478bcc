/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.log.LoggedLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionCountersTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ConnectionCounters counters = new ConnectionCounters(nanos::get);

  @Test
  void dropsAfterAQuietMinute_areWarnedOfAgain_andAllAreCounted() {
    try (LoggedLines log = new LoggedLines(ConnectionCounters.class)) {
      counters.dropped(DropReason.QUEUE_BYTES);
      counters.dropped(DropReason.QUEUE_BYTES);
      assertThat(log.warnings()).hasSize(1);

      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      counters.closed(CloseReason.NODE_STOPS);
      assertThat(log.infos()).hasSize(1);
      counters.dropped(DropReason.QUEUE_BYTES);
      assertThat(log.warnings()).hasSize(2);
      assertThat(counters.count(DropReason.QUEUE_BYTES)).isEqualTo(3);
    }
  }
}
