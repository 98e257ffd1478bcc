/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestDeadlinesTest {
  private static final Duration HEAD = Duration.ofSeconds(15);
  private static final Duration BODY = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final Set<String> underWay = new HashSet<>(Set.of("a", "b"));
  // wraps around soon, as System.nanoTime may
  private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
  private final RequestDeadlines<String> arrivals =
      new RequestDeadlines<>(HEAD, BODY, underWay::contains, () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void headThatDrips_isOverdueFromItsFirstByteOn() {
    arrivals.head("a");
    for (int second = 0; second < 15; second++) {
      pass(Duration.ofSeconds(1));
      arrivals.head("a");
    }
    assertThat(arrivals.takeOverdue()).isEmpty();
    pass(MOMENT);
    assertThat(arrivals.takeOverdue()).containsOnlyKeys("a").containsValue(RequestPart.HEAD);
    assertThat(arrivals.takeOverdue()).as("taken out").isEmpty();
  }

  @Test
  void bodyThatDrips_isOverdueFromTheEndOfItsHeadOn() {
    arrivals.head("a");
    pass(HEAD);
    arrivals.body("a");
    pass(BODY);
    assertThat(arrivals.takeOverdue()).isEmpty();
    pass(MOMENT);
    assertThat(arrivals.takeOverdue()).containsOnlyKeys("a").containsValue(RequestPart.BODY);
  }

  @Test
  void connectionBetweenTwoRequests_isNeverOverdue() {
    arrivals.head("a");
    arrivals.whole("a");
    pass(Duration.ofDays(1));
    assertThat(arrivals.takeOverdue()).isEmpty();
  }

  @Test
  void nextRequest_hasADeadlineOfItsOwn() {
    arrivals.head("a");
    arrivals.whole("a");
    pass(HEAD.plus(MOMENT));
    arrivals.head("a");
    assertThat(arrivals.takeOverdue()).isEmpty();
  }

  @Test
  void headAfterABodyWhoseEndWasNotTold_hasADeadlineOfItsOwn() {
    arrivals.head("a");
    arrivals.body("a");
    pass(BODY.plus(MOMENT));
    arrivals.head("a");
    assertThat(arrivals.takeOverdue()).isEmpty();
    pass(HEAD.plus(MOMENT));
    assertThat(arrivals.takeOverdue()).containsValue(RequestPart.HEAD);
  }

  @Test
  void requestThatIsNotUnderWayAnyMore_isForgotten() {
    arrivals.head("a");
    arrivals.body("b");
    underWay.clear();
    assertThat(arrivals.takeOverdue()).isEmpty();
    underWay.addAll(Set.of("a", "b"));
    pass(Duration.ofDays(1));
    assertThat(arrivals.takeOverdue()).isEmpty();
  }
}
