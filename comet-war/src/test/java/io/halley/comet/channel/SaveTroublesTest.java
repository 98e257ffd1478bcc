/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.log.LoggedLines;
import io.halley.testkit.time.MutableClock;
import org.junit.jupiter.api.Test;

class SaveTroublesTest {
  private final SaveTroubles troubles = new SaveTroubles(MutableClock.atNow());

  @Test
  void secondOutage_isAWarningAgain_andItsEndIsTold() {
    try (LoggedLines log = new LoggedLines(SaveTroubles.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        troubles.ended(null, new ServiceUnavailableException("as a test asked for"));
        troubles.ended(null, new ServiceUnavailableException("as a test asked for"));
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        int ends = outages;
        await()
            .until(
                () -> {
                  troubles.ended(SaveResult.done(), null);
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
