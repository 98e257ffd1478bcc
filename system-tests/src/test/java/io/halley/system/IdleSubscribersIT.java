/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.idle.Crowd;
import io.halley.system.idle.Language;
import io.halley.system.idle.TcpLanguage;
import io.halley.system.idle.WebSocketLanguage;
import io.halley.system.node.Listener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many subscribers that do nothing but live. A thousand with short heartbeats in every build; ten
 * thousand with heartbeats of 30 seconds, which takes three minutes, by the profile {@code scale}:
 *
 * <pre>
 * mvn -Pscale -pl system-tests -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dit.test=IdleSubscribersIT -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>{@code -Dhalley.test.subscribers} and {@code -Dhalley.test.heartbeat} set other figures. Each
 * subscriber takes one file here and one in the node; the limit of open files must allow it.
 */
class IdleSubscribersIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.shortLimits();

  private static final int COUNT = Integer.getInteger("halley.test.subscribers", 1_000);
  private static final int HEARTBEAT = Integer.getInteger("halley.test.heartbeat", 8);
  private static final Duration REST = Duration.ofSeconds(HEARTBEAT - 2L);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void idleTcpSubscribers_stayAndAllGetOnePush() {
    assertTheyStay(Listener.TCP, new TcpLanguage(), "t");
  }

  @Test
  void idleWebSocketSubscribers_stayAndAllGetOnePush() {
    assertTheyStay(Listener.WEB_SOCKET, new WebSocketLanguage(Node.NETTY_PATH), "w");
  }

  private static void assertTheyStay(Listener listener, Language language, String prefix) {
    Node node = NODE.node();
    // short keys: all of them must fit the body of one request
    List<String> keys =
        IntStream.range(0, COUNT).mapToObj(i -> prefix + Integer.toString(i, 36)).toList();
    try (Crowd crowd = new Crowd(node.address(listener), language, PATIENCE)) {
      crowd.join(keys, HEARTBEAT);
      crowd.heartbeat();
      for (int i = 0; i < 2; i++) {
        crowd.rest(REST);
        crowd.heartbeat();
      }
      CompletableFuture<Answer> push = node.backEnd().pushMany(keys, 0, "{\"to\":\"all\"}");
      crowd.awaitMessages(1);
      Answer answer = push.join();
      assertThat(answer.ret()).isZero();
      assertThat(answer.json()).doesNotContainKey("data");
    }
  }
}
