/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.http.BackEnd;
import io.halley.system.node.Folders;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.PostgreSqlServer;
import io.halley.system.node.RedisProcess;
import io.halley.testkit.process.FreePorts;
import io.halley.testkit.subscriber.Subscriber;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A push that was answered is kept, with its id, though the node is killed the moment after, and
 * the next id is higher. The node runs nothing at its end: it is killed with SIGKILL.
 */
class DurabilityIT {
  private static final long EXPIRE = 3_600;
  private static final Pattern MID = Pattern.compile("\"mid\":(\\d+)");

  /** Back ends that push when the node is killed, each to a key of its own. */
  private static final int BACK_ENDS = 8;

  /** Fewer than the store keeps for a key. */
  private static final int PUSHES = 15;

  private static final int ENOUGH_ANSWERED = BACK_ENDS * PUSHES / 2;

  @Test
  void answeredPush_outlivesTheNode_withH2() {
    NodeSetup setup = NodeSetup.of(NodeKind.MICRO, Folders.create("durability-h2"));
    Kept kept;
    try (Node node = Node.start(setup)) {
      kept = pushAndKill(node);
    }
    try (Node node = Node.start(setup)) {
      assertKept(node, kept);
    }
  }

  @Test
  void answeredPush_outlivesTheNode_withPostgreSql() {
    try (PostgreSqlServer server = PostgreSqlServer.start(Folders.create("postgresql"))) {
      NodeSetup setup =
          NodeSetup.of(
              NodeKind.MICRO,
              Folders.create("durability-sql"),
              server.options(PostgreSqlServer.USER, server.password()));
      Kept kept;
      try (Node node = Node.start(setup)) {
        kept = pushAndKill(node);
      }
      try (Node node = Node.start(setup)) {
        assertKept(node, kept);
      }
      assertNoEmbeddedDatabase(setup);
    }
  }

  @Test
  void answeredPush_outlivesTheNodeAndRedis_withRedis() {
    RedisProcess redis = RedisProcess.start(FreePorts.one(), Folders.create("redis"));
    try {
      NodeSetup setup =
          NodeSetup.of(
              NodeKind.MICRO,
              Folders.create("durability-redis"),
              "--store",
              "redis",
              "-Dhalley.redis.uri=" + redis.uri());
      Kept kept;
      try (Node node = Node.start(setup)) {
        kept = pushAndKill(node);
      }
      redis = redis.killAndRestart();
      try (Node node = Node.start(setup)) {
        assertKept(node, kept);
      }
      assertNoEmbeddedDatabase(setup);
    } finally {
      redis.close();
    }
  }

  /**
   * What was answered before the kill.
   *
   * @param lastMid the id of the one message to the key {@code last}
   * @param answered the messages by key
   */
  private record Kept(long lastMid, Map<String, Set<String>> answered) {}

  private static Kept pushAndKill(Node node) {
    BackEnd backEnd = node.backEnd();
    Map<String, Set<String>> answered = new ConcurrentHashMap<>();
    for (int i = 0; i < BACK_ENDS; i++) {
      pushOn(backEnd, "many-" + i, 0, answered);
    }
    Awaitility.await("answers")
        .atMost(Subscriber.PATIENCE)
        .until(() -> answered.values().stream().mapToInt(Set::size).sum() >= ENOUGH_ANSWERED);

    Answer last = backEnd.pushForDetails("last", EXPIRE, "{\"kept\":true}");
    Map<String, Set<String>> before = new HashMap<>();
    answered.forEach((key, messages) -> before.put(key, Set.copyOf(messages)));
    node.process().kill();
    assertThat(last.ret()).isZero();
    Matcher mid = MID.matcher(last.body());
    assertThat(mid.find()).as("an id in %s", last).isTrue();
    return new Kept(Long.parseLong(mid.group(1)), before);
  }

  /**
   * Pushes one message after the other, without a thread, until enough or until the node is gone.
   */
  private static void pushOn(
      BackEnd backEnd, String key, int number, Map<String, Set<String>> answered) {
    if (number == PUSHES) {
      return;
    }
    String json = "{\"n\":" + number + "}";
    CompletableFuture<Answer> answer = backEnd.pushMany(List.of(key), EXPIRE, json);
    answer.thenAccept(
        given -> {
          if (given.body().equals("{\"ret\":0}")) {
            answered.computeIfAbsent(key, missing -> ConcurrentHashMap.newKeySet()).add(json);
          }
          pushOn(backEnd, key, number + 1, answered);
        });
  }

  private static void assertKept(Node node, Kept kept) {
    BackEnd backEnd = node.backEnd();
    List<JsonObject> last = backEnd.stored("last", 0);
    assertThat(last).hasSize(1);
    assertThat(last.get(0).getJsonObject("msg")).hasToString("{\"kept\":true}");
    assertThat(mid(last.get(0))).isEqualTo(kept.lastMid());

    assertThat(backEnd.push("last", EXPIRE, "{\"next\":true}").ret()).isZero();
    List<JsonObject> next = backEnd.stored("last", kept.lastMid());
    assertThat(next).hasSize(1);
    assertThat(mid(next.get(0))).isGreaterThan(kept.lastMid());

    kept.answered()
        .forEach(
            (key, messages) -> {
              Set<String> stored = new TreeSet<>();
              backEnd.stored(key, 0).forEach(one -> stored.add(String.valueOf(one.get("msg"))));
              assertThat(stored).as("stored for %s", key).containsAll(messages);
            });
  }

  private static void assertNoEmbeddedDatabase(NodeSetup setup) {
    assertThat(Folders.files(setup.data(), ".db")).isEmpty();
  }

  private static long mid(JsonObject message) {
    return message.getJsonNumber("mid").longValueExact();
  }
}
