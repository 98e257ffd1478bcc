/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import java.util.List;

/** What the tests of a contract may use. {@link EdgeContract} provides it and cleans up. */
interface EdgeUnderTest {
  /** A heartbeat that no test outlives, in seconds. */
  long LONG_HEARTBEAT = 120;

  /** The settings that the edge runs with. */
  EdgeLimits limits();

  /** The edge of a profile; started when first asked for. */
  Edge edge(EdgeProfile profile);

  /** The edge that most tests use. */
  default Edge edge() {
    return edge(EdgeProfile.OPEN);
  }

  /** A client that has connected to the edge of a profile and said nothing yet. */
  Subscriber connect(EdgeProfile profile);

  /** A client with a small receive buffer, connected to the edge of a profile. */
  Subscriber connectNarrow(EdgeProfile profile);

  /** A key that nobody used before. */
  String key();

  /** A client that has asked for a subscription, connected to the open edge. */
  default Subscriber asking(Subscription subscription) {
    Subscriber subscriber = connect(EdgeProfile.OPEN);
    subscriber.subscribe(subscription);
    return subscriber;
  }

  /** A client that is subscribed at the open edge. */
  default Subscriber subscribed(Subscription subscription) {
    Subscriber subscriber = asking(subscription);
    assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    return subscriber;
  }

  /** A client of today that is subscribed to the key at the open edge. */
  default Subscriber subscribed(String key) {
    return subscribed(Subscription.of(key, LONG_HEARTBEAT));
  }

  /** Holds if the server says this one thing and closes. */
  default void assertRefused(Subscriber subscriber, String reply) {
    assertThat(subscriber.awaitEnd()).isEqualTo(List.of(Frame.reply(reply)));
  }

  /** Holds if the server closes without a word. */
  default void assertClosedInSilence(Subscriber subscriber) {
    assertThat(subscriber.awaitEnd()).isEmpty();
  }

  /** Holds if nothing has come for this client: the answer to a heartbeat overtakes nothing. */
  default void assertNothingCame(Subscriber subscriber) {
    subscriber.heartbeat();
    assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
  }
}
