/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client is taken in or refused. */
interface SubscribeContract extends EdgeUnderTest {
  @Test
  default void subscribe_isAnsweredWithTheHeartbeatReply() {
    Subscriber subscriber = asking(Subscription.of(key(), LONG_HEARTBEAT));
    assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @Test
  default void subscribe_withTheShortestHeartbeat_isAccepted() {
    subscribed(Subscription.of(key(), limits().heartbeatMin().toSeconds()));
  }

  @Test
  default void subscribe_withATokenWhereAuthIsOff_isAccepted() {
    subscribed(Subscription.of(key(), LONG_HEARTBEAT).withToken("any"));
  }

  @Test
  default void subscribe_toTheLongestKey_isAccepted() {
    subscribed(key() + "k".repeat(64 - key().length()));
  }

  @Test
  default void subscribe_withoutAKey_isAParameterError() {
    assertRefused(asking(new Subscription(null, "60", null, "1.0")), "-p");
  }

  @Test
  default void subscribe_withAnEmptyKey_isAParameterError() {
    assertRefused(asking(Subscription.of("", LONG_HEARTBEAT)), "-p");
  }

  @Test
  default void subscribe_withAKeyThatIsTooLong_isAParameterError() {
    assertRefused(asking(Subscription.of("k".repeat(65), LONG_HEARTBEAT)), "-p");
  }

  @Test
  default void subscribe_toAKeyOf64Emoji_isAccepted() {
    subscribed("😀".repeat(64));
    assertRefused(asking(Subscription.of("😀".repeat(65), LONG_HEARTBEAT)), "-p");
  }

  @Test
  default void subscribe_withANulInKeyOrToken_isAParameterError() {
    assertRefused(asking(Subscription.of("a\u0000b", LONG_HEARTBEAT)), "-p");
    assertRefused(asking(Subscription.of(key(), LONG_HEARTBEAT).withToken("a\u0000b")), "-p");
  }

  @Test
  default void subscribe_withoutAHeartbeat_isAParameterError() {
    assertRefused(asking(new Subscription(key(), null, null, null)), "-p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "3O", "60.5", "-60", "+60", "٦٠", "0", "99999999999999999999"})
  default void subscribe_withABadHeartbeat_isAParameterError(String heartbeat) {
    assertRefused(asking(new Subscription(key(), heartbeat, null, "1.0")), "-p");
  }

  @Test
  default void subscribe_withAHeartbeatThatIsTooShort_isAParameterError() {
    long tooShort = limits().heartbeatMin().toSeconds() - 1;
    assertRefused(asking(Subscription.of(key(), tooShort)), "-p");
  }

  @Test
  default void subscribe_toAKeyOfAnotherNode_isToldSo() {
    Subscriber subscriber = connect(EdgeProfile.FOREIGN);
    subscriber.subscribe(Subscription.of(key(), LONG_HEARTBEAT));
    assertRefused(subscriber, "-n");
  }

  @Test
  default void subscribe_beyondTheConnectionsOfAKey_isClosedUntilOneLeaves() {
    String key = key();
    List<Subscriber> allowed = new ArrayList<>();
    for (int i = 0; i < limits().connectionsPerKey(); i++) {
      allowed.add(subscribed(key));
    }
    assertClosedInSilence(asking(Subscription.of(key, LONG_HEARTBEAT)));

    edge().push(key, "{\"still\":\"here\"}");
    allowed.forEach(
        subscriber -> assertThat(subscriber.next().kind()).isEqualTo(Frame.Kind.MESSAGE));

    allowed.get(0).close();
    await()
        .atMost(Subscriber.PATIENCE)
        .until(
            () ->
                asking(Subscription.of(key, LONG_HEARTBEAT))
                    .poll(Subscriber.PATIENCE)
                    .filter(Frame.HEARTBEAT::equals)
                    .isPresent());
  }
}
