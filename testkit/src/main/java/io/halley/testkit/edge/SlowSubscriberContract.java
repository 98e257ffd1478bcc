/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a subscriber that does not read does to itself, and not to others. */
interface SlowSubscriberContract extends EdgeUnderTest {
  /** More than the system's buffers of a loopback connection hold, and the queue as well. */
  int MORE_THAN_BUFFERS = 16 * 1024 * 1024;

  @Test
  default void stalledSubscriber_isClosedAndDelaysNobody() {
    String key = key();
    Subscriber stalled = connectNarrow();
    stalled.subscribe(Subscription.of(key, LONG_HEARTBEAT));
    assertThat(stalled.next()).isEqualTo(Frame.HEARTBEAT);
    Subscriber sameKey = subscribed(key);
    String otherKey = key();
    Subscriber other = subscribed(otherKey);

    String json = "\"" + "m".repeat(60_000) + "\"";
    int pushes = (MORE_THAN_BUFFERS + limits().queueMaxBytes()) / json.length();
    for (int i = 0; i < pushes; i++) {
      edge().push(key, json);
      assertThat(sameKey.next(Duration.ofSeconds(5)).kind()).isEqualTo(Frame.Kind.MESSAGE);
      if (i % 16 == 0) {
        edge().push(otherKey, "{}");
        assertThat(other.next(Duration.ofSeconds(5)).kind()).isEqualTo(Frame.Kind.MESSAGE);
      }
    }

    assertThat(stalled.awaitEnd()).as("what the stalled one still got").hasSizeLessThan(pushes);
  }
}
