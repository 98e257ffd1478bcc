/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.http.HttpListener;
import io.halley.system.node.Listener;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A push that its back end names counts once; and what a back end is told that asks for details.
 */
class NamedPushIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.micro();

  private final String key = "named-" + UUID.randomUUID();
  private final String other = "named-" + UUID.randomUUID();

  private static HttpListener admin() {
    return NODE.node().http(Listener.ADMIN);
  }

  private Answer push(int expire, String query, String json) {
    return admin().post("/1/admin/push/private?key=" + key + "&expire=" + expire + query, json);
  }

  private static JsonObject detail(Answer answer, String key) {
    return answer.json().getJsonObject("data").getJsonObject("keys").getJsonObject(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 600})
  void push_isDeliveredOnce_underOneName(int expire) {
    try (TcpSubscriber subscriber = NODE.node().tcp()) {
      subscriber.subscribe(Subscription.of(key, 60));
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
      String name = UUID.randomUUID().toString();

      for (int i = 0; i < 3; i++) {
        assertThat(push(expire, "&id=" + name, "1").body()).isEqualTo("{\"ret\":0}");
      }
      HttpListener named = admin().withHeader("Idempotency-Key", '"' + name + '"');
      assertThat(named.post("/1/admin/push/private?key=" + key + "&expire=" + expire, "1").ret())
          .isZero();
      assertThat(
              named
                  .post(
                      "/1/admin/push/mprivate?expire=" + expire,
                      "{\"m\":\"1\",\"k\":\"" + key + "," + other + "\"}")
                  .ret())
          .isZero();
      assertThat(push(expire, "", "2").ret()).isZero();

      assertThat(subscriber.next().text()).startsWith("{\"msg\":1,");
      assertThat(subscriber.next().text()).startsWith("{\"msg\":2,");
    }
    assertThat(NODE.node().backEnd().stored(key, 0)).hasSize(expire == 0 ? 0 : 2);
    assertThat(NODE.node().backEnd().stored(other, 0)).hasSize(expire == 0 ? 0 : 1);
  }

  @Test
  void details_tellWhatBecameOfEachKey() {
    try (TcpSubscriber subscriber = NODE.node().tcp()) {
      subscriber.subscribe(Subscription.of(key, 60));
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);

      JsonObject first = detail(push(600, "&detail=1&id=" + key, "1"), key);
      assertThat(subscriber.next().text())
          .isEqualTo("{\"msg\":1,\"mid\":" + first.getJsonNumber("mid") + ",\"gid\":0}");
      assertThat(first.getBoolean("stored")).isTrue();
      assertThat(first.getInt("connections")).isEqualTo(1);
      assertThat(first.getBoolean("repeated")).isFalse();

      JsonObject again = detail(push(600, "&detail=1&id=" + key, "1"), key);
      assertThat(again.get("mid")).isEqualTo(first.get("mid"));
      assertThat(again.getInt("connections")).isZero();
      assertThat(again.getBoolean("repeated")).isTrue();

      Answer many =
          admin()
              .post(
                  "/1/admin/push/mprivate?expire=0&detail=1",
                  "{\"m\":\"2\",\"k\":\"" + key + "," + other + ",\"}");
      assertThat(many.json().getJsonObject("data").getJsonArray("fk")).hasSize(1);
      assertThat(detail(many, key).getInt("connections")).isEqualTo(1);
      assertThat(detail(many, key).getBoolean("stored")).isFalse();
      assertThat(detail(many, other).getInt("connections")).isZero();
    }
  }
}
