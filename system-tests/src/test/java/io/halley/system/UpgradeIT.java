/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.system.http.RawHttp;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Upgrades on the application server's listeners that stop none of them: more at a time than the
 * listener has threads, none of which may wait for a client.
 */
class UpgradeIT {
  @RegisterExtension static final SharedNode MICRO = SharedNode.micro();
  @RegisterExtension static final SharedNode SERVER = SharedNode.server();

  private static final int MORE_THAN_THREADS = 130;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HEARTBEAT = "\u0081\u0081\0\0\0\0h";

  private static Node node(NodeKind kind) {
    return switch (kind) {
      case MICRO -> MICRO.node();
      case SERVER -> SERVER.node();
      case CLUSTER -> throw new IllegalArgumentException("a cluster has no such listeners");
    };
  }

  private static String handshake(String query) {
    return "GET /comet/sub?"
        + query
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  private static List<RawHttp> clients(Node node, Listener listener, String query) {
    return IntStream.range(0, MORE_THAN_THREADS)
        .mapToObj(
            i -> {
              RawHttp client = RawHttp.connect(node.address(listener));
              client.send(handshake(query + i) + HEARTBEAT);
              return client;
            })
        .toList();
  }

  private static void assertServed(Node node) {
    assertThat(node.http(Listener.PUBLIC).get("/1/time/get").ret()).isZero();
    assertThat(node.backEnd().push("upgrade-1", 0, "1").ret()).isZero();
    assertThat(node.http(Listener.STAT).get("/stat?type=server").status()).isEqualTo(200);
    try (WebSocketSubscriber subscriber = node.jakartaWebSocket()) {
      subscriber.subscribe(Subscription.of("upgrade-1", 60));
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    }
  }

  private static int open(Node node) {
    return node.http(Listener.STAT).get("/stat?type=connection").json().getInt("current");
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void framesInThePacketOfTheHandshake_holdNobodyUp_andLeaveNothingBehind(NodeKind kind) {
    Node node = node(kind);
    List<RawHttp> clients = clients(node, Listener.HTTP, "heartbeat=60&ver=1.0&key=auth0|");
    try {
      clients.forEach(client -> assertThat(client.read(SOON)).startsWith("HTTP/1.1 101"));
      assertServed(node);
    } finally {
      clients.forEach(RawHttp::close);
    }
    // long before a heartbeat is missed
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(open(node)).isLessThan(MORE_THAN_THREADS / 2));
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void queriesThatAreNone_areRefusedInAFrame_andHoldNobodyUp(NodeKind kind) {
    Node node = node(kind);
    List<RawHttp> clients = clients(node, Listener.HTTP, "heartbeat=60&ver=1.0&key=%zz");
    try {
      assertServed(node);
      clients.forEach(client -> assertThat(client.awaitEnd(SOON)).isTrue());
    } finally {
      clients.forEach(RawHttp::close);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void listenersOfTheWebNode_haveNoEndpoint(NodeKind kind) {
    Node node = node(kind);
    for (Listener listener : List.of(Listener.PUBLIC, Listener.ADMIN, Listener.STAT)) {
      List<RawHttp> clients = clients(node, listener, "heartbeat=60&ver=1.0&key=a|");
      try {
        clients.forEach(
            client -> assertThat(client.read(SOON)).as("%s", listener).startsWith("HTTP/1.1 404"));
        assertServed(node);
      } finally {
        clients.forEach(RawHttp::close);
      }
    }
  }
}
