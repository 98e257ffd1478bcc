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

/** How a connection is kept, and lost. */
interface HeartbeatContract extends EdgeUnderTest {
  @Test
  default void heartbeat_isAnsweredEachTime() {
    Subscriber subscriber = subscribed(key());
    for (int i = 0; i < 3; i++) {
      subscriber.heartbeat();
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    }
  }

  @Test
  default void heartbeats_sentWithoutWaiting_areAnsweredOneByOne() {
    Subscriber subscriber = subscribed(key());
    for (int i = 0; i < 5; i++) {
      subscriber.heartbeat();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    }
  }

  @Test
  default void anyOtherByte_closes() {
    Subscriber subscriber = subscribed(key());
    subscriber.send("x");
    assertClosedInSilence(subscriber);
  }

  @Test
  default void anyOtherByte_doesNotCloseTheOtherConnectionsOfTheKey() {
    String key = key();
    Subscriber other = subscribed(key);
    Subscriber subscriber = subscribed(key);
    subscriber.send("x");
    assertClosedInSilence(subscriber);
    assertNothingCame(other);
  }

  @Test
  default void silence_closesAfterHeartbeatAndGrace() {
    Duration heartbeat = limits().heartbeatMin();
    long connected = System.nanoTime();
    Subscriber subscriber = subscribed(Subscription.of(key(), heartbeat.toSeconds()));
    assertClosedInSilence(subscriber);
    assertThat(Duration.ofNanos(System.nanoTime() - connected)).isGreaterThan(heartbeat);
  }

  @Test
  default void messages_doNotCountAsHeartbeats() {
    String key = key();
    Subscriber subscriber = subscribed(Subscription.of(key, limits().heartbeatMin().toSeconds()));
    Duration pause = limits().heartbeatMin().dividedBy(4);
    int pushes = 0;
    while (!subscriber.isEnded()) {
      assertThat(pushes).as("pushes to a silent client").isLessThan(100);
      edge().push(key, "{\"push\":" + pushes++ + "}");
      subscriber.poll(Subscriber.PATIENCE);
      subscriber.poll(pause);
    }
  }

  @Test
  default void heartbeats_keepTheConnection() {
    Duration heartbeat = limits().heartbeatMin();
    Duration twice = heartbeat.plus(limits().heartbeatGrace()).multipliedBy(2);
    Subscriber subscriber = subscribed(Subscription.of(key(), heartbeat.toSeconds()));
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < twice.toNanos()) {
      subscriber.heartbeat();
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
      assertThat(subscriber.poll(heartbeat.dividedBy(2))).isEmpty();
    }
    assertNothingCame(subscriber);
  }
}
