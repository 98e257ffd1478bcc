/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.testkit.log.LoggedLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DisconnectLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final DisconnectLog disconnections =
      new DisconnectLog(new ConnectionCounters(), nanos::get);

  @Test
  void slowClientsAfterAQuietMinute_areWarnedOfAgain() {
    try (LoggedLines log = new LoggedLines(DisconnectLog.class)) {
      disconnections.ended("alice", CloseReason.SLOW_CONSUMER);
      disconnections.ended("bob", CloseReason.SLOW_CONSUMER);
      disconnections.ended("carol", CloseReason.NODE_STOPS);
      assertThat(log.warnings()).singleElement().asString().contains("alice");

      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      disconnections.ended("carol", CloseReason.NODE_STOPS);
      assertThat(log.infos()).singleElement().asString().contains("failures: 2");
      disconnections.ended("dave", CloseReason.SLOW_CONSUMER);
      assertThat(log.warnings()).last().asString().contains("dave");
    }
  }
}
