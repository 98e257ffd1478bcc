/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.system.http.Answer;
import io.halley.system.http.HttpListener;
import io.halley.system.node.Listener;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node tells of itself. */
class StatIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.micro();
  @RegisterExtension static final SharedNode GUARDED = SharedNode.guarded();

  private static HttpListener stat() {
    return NODE.node().http(Listener.STAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "server", "jvm", "golang", "config"})
  void stat_ofTheProcess_isAnIndentedObject(String type) {
    Answer answer = stat().get("/stat?type=" + type);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isNotEmpty();
    assertThat(answer.body().strip().lines().count()).as("lines").isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stat", "/stat?type=", "/stat?type=nothing", "/stat?type=MEMORY"})
  void stat_ofAnotherType_isNotFound(String path) {
    assertThat(stat().get(path).status()).isEqualTo(404);
  }

  @Test
  void stat_ofAKey_countsItsConnections() {
    String path = "/stat?type=channel&key=stat-1";
    try (TcpSubscriber first = NODE.node().tcp(Subscription.of("stat-1", 60));
        TcpSubscriber second = NODE.node().tcp(Subscription.of("stat-1", 60))) {
      assertThat(connections(path)).isEqualTo(2);
      second.abort();
      await().until(() -> connections(path) == 1);
      first.abort();
      await().until(() -> connections(path) == 0);
    }
  }

  private static int connections(String path) {
    return stat().get(path).json().getJsonObject("channel").getInt("conn");
  }

  @Test
  void stat_ofChannelsAndConnections_countsAsTheyComeAndGo() {
    JsonObject connectionsBefore = stat().get("/stat?type=connection").json();
    JsonObject channelsBefore = stat().get("/stat?type=channel").json();
    NODE.node().tcp(Subscription.of("stat-2", 60)).close();
    await()
        .untilAsserted(
            () -> {
              JsonObject connections = stat().get("/stat?type=connection").json();
              assertThat(connections.getInt("add")).isGreaterThan(connectionsBefore.getInt("add"));
              assertThat(connections.getInt("remove"))
                  .isGreaterThan(connectionsBefore.getInt("remove"));
              assertThat(connections.getInt("current"))
                  .isEqualTo(connections.getInt("add") - connections.getInt("remove"));
              JsonObject channels = stat().get("/stat?type=channel").json();
              assertThat(channels.getInt("access")).isGreaterThan(channelsBefore.getInt("access"));
              assertThat(channels.getInt("create")).isGreaterThan(channelsBefore.getInt("create"));
              assertThat(channels.getInt("delete")).isGreaterThan(channelsBefore.getInt("delete"));
              assertThat(channels.getInt("current"))
                  .isEqualTo(channels.getInt("create") - channels.getInt("delete"));
            });
  }

  @Test
  void stat_ofConnections_countsTheirEndsByReason_andWhatTheyLost() {
    int refusedBefore = closed("parameterError");
    try (TcpSubscriber wrong = NODE.node().tcp()) {
      wrong.subscribe(Subscription.of("stat-4", 1));
      wrong.awaitEnd();
    }
    await().until(() -> closed("parameterError") == refusedBefore + 1);
    assertThat(closed("slowConsumer")).isZero();
    assertThat(stat().get("/stat?type=connection").json().getJsonObject("dropped").toString())
        .isEqualTo("{\"queueBytes\":0,\"queueMessages\":0}");
  }

  private static int closed(String reason) {
    return stat().get("/stat?type=connection").json().getJsonObject("closed").getInt(reason);
  }

  @Test
  void stat_ofMessages_countsPushes() {
    JsonObject before = stat().get("/stat?type=message").json();
    assertThat(NODE.node().backEnd().push("stat-3", 0, "{}").ret()).isZero();
    JsonObject after = stat().get("/stat?type=message").json();
    assertThat(after.getInt("succeed")).isGreaterThan(before.getInt("succeed"));
    assertThat(after.getInt("total")).isEqualTo(after.getInt("succeed") + after.getInt("failed"));
  }

  @Test
  void stat_isNotForClients() {
    Answer answer = NODE.node().http(Listener.PUBLIC).get("/stat?type=memory");
    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void statListener_answersNothingElse() {
    assertThat(stat().get("/1/time/get").status()).isEqualTo(404);
    assertThat(stat().post("/1/admin/push/private?key=k&expire=0", "{}").status()).isEqualTo(404);
  }

  @Test
  void config_showsNoSecret() {
    HttpListener guarded = GUARDED.node().http(Listener.STAT);
    assertThat(guarded.get("/stat?type=config").status()).isEqualTo(401);
    Answer answer =
        guarded
            .withHeader("Authorization", "Bearer " + SharedNode.ADMIN_KEY)
            .get("/stat?type=config");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("halley.comet.auth").doesNotContain(SharedNode.ADMIN_KEY);
  }
}
