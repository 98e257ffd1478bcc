/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import org.junit.jupiter.api.Test;

/** Who is let in where auth is on. */
interface TokenContract extends EdgeUnderTest {
  @Test
  default void subscribe_toAKeyThatNobodyCreated_findsNoChannel() {
    assertRefused(askingWithToken(key(), "any"), "-c");
  }

  @Test
  default void subscribe_withTheKeysToken_isAccepted() {
    String key = key();
    edge(EdgeProfile.AUTH).addToken(key, "right");
    Subscriber subscriber = askingWithToken(key, "right");
    assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    edge(EdgeProfile.AUTH).push(key, "{\"x\":1}");
    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("{\"x\":1}");
  }

  @Test
  default void subscribe_withTheSameTokenAgain_isAccepted() {
    String key = key();
    edge(EdgeProfile.AUTH).addToken(key, "right");
    for (int i = 0; i < 2; i++) {
      assertThat(askingWithToken(key, "right").next()).isEqualTo(Frame.HEARTBEAT);
    }
  }

  @Test
  default void subscribe_withAnotherToken_isRefused() {
    String key = key();
    edge(EdgeProfile.AUTH).addToken(key, "right");
    assertRefused(askingWithToken(key, "wrong"), "-a");
  }

  @Test
  default void subscribe_withoutAToken_isRefused() {
    String key = key();
    edge(EdgeProfile.AUTH).addToken(key, "right");
    assertRefused(askingWithToken(key, ""), "-a");
  }

  @Test
  default void subscribe_withTheTokenOfAnotherKey_isRefused() {
    String key = key();
    String otherKey = key();
    edge(EdgeProfile.AUTH).addToken(key, "right");
    edge(EdgeProfile.AUTH).addToken(otherKey, "other");
    assertRefused(askingWithToken(key, "other"), "-a");
  }

  private Subscriber askingWithToken(String key, String token) {
    Subscriber subscriber = connect(EdgeProfile.AUTH);
    subscriber.subscribe(Subscription.of(key, LONG_HEARTBEAT).withToken(token));
    return subscriber;
  }
}
