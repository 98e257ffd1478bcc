/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.RawHttp;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that sends a request byte by byte, and never the last one, is cut at the deadline,
 * whatever HTTP port it came to; a connection that merely lasts longer than that is not. Both
 * deadlines are waited for side by side, on both nodes.
 */
class SlowRequestsIT {
  @RegisterExtension static final SharedNode MICRO = SharedNode.shortLimits();
  @RegisterExtension static final SharedNode SERVER = SharedNode.server();

  private static final String HEAD = "GET /1/time/get HTTP/1.1\r\nHost: localhost\r\n";
  private static final String PUSH =
      "POST /1/admin/push/private?key=slow-1&expire=0 HTTP/1.1\r\nHost: localhost\r\n";
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A node, and the deadlines that it is set to. */
  private record Case(Node node, Duration head, Duration body) {
    static Case of(NodeKind kind) {
      return switch (kind) {
        case MICRO -> new Case(MICRO.node(), SharedNode.SHORT_HEAD, SharedNode.SHORT_BODY);
        case SERVER -> new Case(SERVER.node(), Duration.ofSeconds(15), Duration.ofSeconds(30));
        case CLUSTER -> throw new IllegalArgumentException("a cluster has no such listeners");
      };
    }

    List<RawHttp> connect(String beginning, Listener... listeners) {
      List<RawHttp> clients = new ArrayList<>();
      Stream.of(listeners).map(node::address).map(RawHttp::connect).forEach(clients::add);
      clients.forEach(client -> client.send(beginning));
      return clients;
    }

    int counted(String name) {
      return node.http(Listener.STAT).get("/stat?type=server").json().getInt(name);
    }
  }

  /** Has the clients send a byte every now and then until they are cut, and runs the rest along. */
  private static void assertCut(List<RawHttp> clients, Duration deadline, Runnable meanwhile) {
    List<RawHttp> connected = new ArrayList<>(clients);
    long start = System.nanoTime();
    long end = start + deadline.plus(SOON).toNanos();
    try {
      while (!connected.isEmpty() && System.nanoTime() < end) {
        connected.forEach(client -> client.send("1"));
        connected.removeIf(client -> client.awaitEnd(MOMENT));
        meanwhile.run();
      }
    } finally {
      clients.forEach(RawHttp::close);
    }
    assertThat(connected).as("still connected after %s", deadline.plus(SOON)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(deadline.minus(SOON));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void headThatDrips_isCut(NodeKind kind) {
    Case slow = Case.of(kind);
    int before = slow.counted("slowHeads");
    try (RawHttp steady = RawHttp.connect(slow.node.address(Listener.PUBLIC))) {
      assertCut(
          slow.connect(HEAD + "X: ", Listener.PUBLIC, Listener.ADMIN, Listener.STAT, Listener.HTTP),
          slow.head,
          () -> {
            assertThat(steady.send(HEAD + "\r\n")).isTrue();
            assertThat(steady.read(SOON)).as("a steady client's answer").contains("\"ret\":0");
          });
    }
    assertThat(slow.counted("slowHeads")).isEqualTo(before + 4);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void bodyThatDrips_isCut_andWhatIsNoRequestAnyMore_isNot(NodeKind kind) {
    Case slow = Case.of(kind);
    int before = slow.counted("slowBodies");
    try (WebSocketSubscriber subscriber = slow.node.jakartaWebSocket()) {
      subscriber.subscribe(Subscription.of("slow-2", 60));
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
      assertCut(
          slow.connect(PUSH + "Content-Length: 1000\r\n\r\n", Listener.ADMIN, Listener.HTTP),
          slow.body,
          () -> {});
      assertThat(slow.counted("slowBodies")).isEqualTo(before + 2);
      subscriber.heartbeat();
      assertThat(subscriber.next()).isEqualTo(Frame.HEARTBEAT);
    }
  }
}
