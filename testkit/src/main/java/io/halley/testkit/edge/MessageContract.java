/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a subscriber is told, and in what order. */
interface MessageContract extends EdgeUnderTest {
  @Test
  default void message_toAClientWithAVersion_isRawJson() {
    String key = key();
    Subscriber subscriber = subscribed(key);
    edge().push(key, "{\"x\":[1,2,{\"y\":\"z\"}]}");
    Delivered delivered = Delivered.of(subscriber.next());
    assertThat(delivered.msg()).isEqualTo("{\"x\":[1,2,{\"y\":\"z\"}]}");
    assertThat(delivered.mid()).isPositive().matches(mid -> mid % 4 == 0, "is a multiple of 4");
  }

  @Test
  default void message_toAnOldClient_isAString() {
    String key = key();
    Subscriber subscriber = subscribed(Subscription.old(key, LONG_HEARTBEAT));
    edge().push(key, "{\"x\":\"a\\\"b\\\\c\"}");
    assertThat(Delivered.of(subscriber.next()).msg())
        .isEqualTo("\"{\\\"x\\\":\\\"a\\\\\\\"b\\\\\\\\c\\\"}\"");
  }

  @Test
  default void message_toAClientWithAnEmptyVersion_isAString() {
    String key = key();
    Subscriber subscriber = subscribed(new Subscription(key, "60", "", ""));
    edge().push(key, "{\"x\":1}");
    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("\"{\\\"x\\\":1}\"");
  }

  @Test
  default void message_beyondAscii_keepsItsCharacters() {
    String key = key() + "-ключ-☄";
    Subscriber current = subscribed(key);
    Subscriber old = subscribed(Subscription.old(key, LONG_HEARTBEAT));
    edge().push(key, "{\"x\":\"né 彗星 \uD83D\uDE80\"}");
    assertThat(Delivered.of(current.next()).msg()).isEqualTo("{\"x\":\"né 彗星 \uD83D\uDE80\"}");
    assertThat(Delivered.of(old.next()).msg())
        .isEqualTo("\"{\\\"x\\\":\\\"né 彗星 \uD83D\uDE80\\\"}\"");
  }

  @Test
  default void message_ofAnyJsonValue_isDelivered() {
    String key = key();
    Subscriber subscriber = subscribed(key);
    for (String json : List.of("1", "\"text\"", "true", "null", "[]", "{}")) {
      edge().push(key, json);
      assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo(json);
    }
  }

  @Test
  default void message_longerThanAnyBuffer_isDeliveredWhole() {
    String key = key();
    Subscriber subscriber = subscribed(key);
    String json = "\"" + "long ".repeat(12_000) + "\"";
    edge().push(key, json);
    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo(json);
  }

  @Test
  default void message_reachesEveryConnectionOfTheKeyWithTheSameId() {
    String key = key();
    Subscriber first = subscribed(key);
    Subscriber second = subscribed(key);
    Subscriber old = subscribed(Subscription.old(key, LONG_HEARTBEAT));
    edge().push(key, "{\"to\":\"all\"}");
    Delivered delivered = Delivered.of(first.next());
    assertThat(Delivered.of(second.next())).isEqualTo(delivered);
    assertThat(Delivered.of(old.next()).mid()).isEqualTo(delivered.mid());
  }

  @Test
  default void message_reachesNoOtherKey() {
    String key = key();
    Subscriber subscriber = subscribed(key);
    Subscriber other = subscribed(key());
    edge().push(key, "{\"to\":\"one\"}");
    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("{\"to\":\"one\"}");
    assertNothingCame(other);
  }

  @Test
  default void message_reachesTheOthersWhenAConnectionIsReset() {
    String key = key();
    Subscriber lost = subscribed(key);
    Subscriber subscriber = subscribed(key);
    lost.abort();
    edge().push(key, "{\"after\":\"reset\"}");
    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("{\"after\":\"reset\"}");
  }

  @Test
  default void messages_comeInTheOrderOfTheirPushes() {
    String key = key();
    Subscriber subscriber = subscribed(key);
    int count = 200;
    for (int i = 0; i < count; i++) {
      edge().push(key, String.valueOf(i));
    }
    long last = 0;
    for (int i = 0; i < count; i++) {
      Delivered delivered = Delivered.of(subscriber.next());
      assertThat(delivered.msg()).isEqualTo(String.valueOf(i));
      assertThat(delivered.mid()).isGreaterThan(last);
      last = delivered.mid();
    }
  }

  @Test
  default void messages_pushedConcurrently_comeInTheOrderOfTheirIds() {
    String key = key();
    List<Subscriber> subscribers = List.of(subscribed(key), subscribed(key));
    int pushers = 4;
    int each = 50;
    List<CompletableFuture<Void>> pushes = new ArrayList<>();
    for (int pusher = 0; pusher < pushers; pusher++) {
      int first = pusher * each;
      pushes.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = first; i < first + each; i++) {
                  edge().push(key, String.valueOf(i));
                }
              }));
    }
    pushes.forEach(CompletableFuture::join);
    for (Subscriber subscriber : subscribers) {
      Set<String> bodies = new TreeSet<>();
      long last = 0;
      for (int i = 0; i < pushers * each; i++) {
        Delivered delivered = Delivered.of(subscriber.next());
        assertThat(delivered.mid()).isGreaterThan(last);
        last = delivered.mid();
        bodies.add(delivered.msg());
      }
      assertThat(bodies).hasSize(pushers * each);
    }
  }
}
