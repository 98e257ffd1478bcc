/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.conformance.Exchange;
import io.halley.system.conformance.Player;
import io.halley.system.conformance.Target;
import io.halley.system.node.Listener;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every exchange that was recorded from the reference goes the same way with ours. */
class ConformanceIT {
  @RegisterExtension static final SharedNode MICRO = SharedNode.micro();
  @RegisterExtension static final SharedNode SERVER = SharedNode.server();

  @Test
  void recordings_areAllThere() {
    assertThat(Exchange.all()).hasSize(44);
  }

  @TestFactory
  Stream<DynamicTest> payaraMicro_answersAsTheReference() {
    return played(withNettyWebSocket(MICRO.node()), exchange -> true);
  }

  @TestFactory
  Stream<DynamicTest> payaraServer_answersAsTheReference() {
    return played(withNettyWebSocket(SERVER.node()), exchange -> true);
  }

  @TestFactory
  Stream<DynamicTest> jakartaWebSocketOnPayaraMicro_answersAsTheReference() {
    return played(withJakartaWebSocket(MICRO.node()), Exchange::usesWebSocket);
  }

  @TestFactory
  Stream<DynamicTest> jakartaWebSocketOnPayaraServer_answersAsTheReference() {
    return played(withJakartaWebSocket(SERVER.node()), Exchange::usesWebSocket);
  }

  private static Stream<DynamicTest> played(Target target, Predicate<Exchange> wanted) {
    return Exchange.all().stream()
        .filter(wanted)
        .map(
            exchange ->
                DynamicTest.dynamicTest(
                    exchange.name(),
                    () ->
                        assertThat(Player.play(exchange, target))
                            .isEqualTo(Player.comparable(exchange.expected()))));
  }

  private static Target withNettyWebSocket(Node node) {
    return target(node, node.address(Listener.WEB_SOCKET), Node.NETTY_PATH);
  }

  private static Target withJakartaWebSocket(Node node) {
    return target(node, node.address(Listener.HTTP), Node.JAKARTA_PATH);
  }

  private static Target target(Node node, InetSocketAddress webSocket, String path) {
    return new Target(
        node.http(Listener.PUBLIC),
        node.http(Listener.ADMIN),
        node.address(Listener.TCP),
        webSocket,
        path);
  }
}
