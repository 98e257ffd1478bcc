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
    Subscriber stalled = connectNarrow(EdgeProfile.OPEN);
    stalled.subscribe(Subscription.of(key, LONG_HEARTBEAT));
    assertThat(stalled.next()).isEqualTo(Frame.HEARTBEAT);
    Subscriber sameKey = subscribed(key);
    String otherKey = key();
    Subscriber other = subscribed(otherKey);

    String json = large(0);
    int pushes = pushesTooMany();
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

  @Test
  default void stalledSubscriber_whereMessagesAreDropped_isToldWhereSomeAreMissing() {
    String key = key();
    Subscriber stalled = connectNarrow(EdgeProfile.DROPPING);
    stalled.subscribe(Subscription.of(key, LONG_HEARTBEAT).resumingAfter("0"));
    assertThat(stalled.next()).isEqualTo(Frame.HEARTBEAT);
    assertThat(stalled.next()).isEqualTo(Frame.reply("+r:ok"));

    int pushes = pushesTooMany();
    for (int i = 0; i < pushes; i++) {
      edge(EdgeProfile.DROPPING).push(key, large(i));
    }

    int next = 0;
    int gaps = 0;
    boolean gap = false;
    while (next < pushes) {
      Frame frame = stalled.next();
      if (frame.equals(Frame.reply("+r:gap"))) {
        gap = true;
        gaps++;
      } else {
        int n = number(Delivered.of(frame).msg());
        assertThat(gap ? n > next : n == next).as("%s for %s, gap: %s", n, next, gap).isTrue();
        gap = false;
        next = n + 1;
      }
    }
    assertThat(gaps).isPositive();
    stalled.heartbeat();
    assertThat(stalled.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @Test
  default void stalledSubscriber_thatDidNotResume_isClosedWhereMessagesAreDropped() {
    String key = key();
    Subscriber stalled = connectNarrow(EdgeProfile.DROPPING);
    stalled.subscribe(Subscription.of(key, LONG_HEARTBEAT));
    assertThat(stalled.next()).isEqualTo(Frame.HEARTBEAT);

    for (int i = 0; i < pushesTooMany(); i++) {
      edge(EdgeProfile.DROPPING).push(key, large(i));
    }

    assertThat(stalled.awaitEnd())
        .extracting(Frame::kind)
        .as("an old client would not know what a gap is")
        .containsOnly(Frame.Kind.MESSAGE);
  }

  private int pushesTooMany() {
    return (MORE_THAN_BUFFERS + limits().queueMaxBytes()) / large(0).length();
  }

  private static String large(int number) {
    return "\"" + number + "-" + "m".repeat(60_000) + "\"";
  }

  private static int number(String msg) {
    return Integer.parseInt(msg.substring(1, msg.indexOf('-')));
  }
}
