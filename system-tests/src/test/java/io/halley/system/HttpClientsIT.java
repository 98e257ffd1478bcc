/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.RawHttp;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What HTTP clients send without being asked to: an upgrade to HTTP/2, cookies in UTF-8. */
class HttpClientsIT {
  @RegisterExtension static final SharedNode MICRO = SharedNode.micro();
  @RegisterExtension static final SharedNode SERVER = SharedNode.server();

  private static final int IN_FLIGHT = 200;
  private static final int BODY_BYTES = 60_000;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PUSH = "POST /1/admin/push/private?expire=60&key=";

  private static Node node(NodeKind kind) {
    return switch (kind) {
      case MICRO -> MICRO.node();
      case SERVER -> SERVER.node();
      case CLUSTER -> throw new IllegalArgumentException("a cluster has no such listeners");
    };
  }

  static Stream<Arguments> listeners() {
    return Stream.of(NodeKind.MICRO, NodeKind.SERVER)
        .flatMap(
            kind ->
                Stream.of(Listener.ADMIN, Listener.HTTP)
                    .map(listener -> Arguments.of(kind, listener)));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void pushesOfJavasDefaultClient_inFlightTogether_areAllAnswered(
      NodeKind kind, Listener listener) {
    Node node = node(kind);
    InetSocketAddress address = node.address(listener);
    URI push =
        URI.create(
            "http://127.0.0.1:" + address.getPort() + "/1/admin/push/private?key=http-1&expire=0");
    HttpRequest request =
        HttpRequest.newBuilder(push)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString('"' + "x".repeat(BODY_BYTES) + '"'))
            .build();
    // the client asks for HTTP/2 with its first request on each connection
    HttpClient client = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, IN_FLIGHT)
            .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
            .toList();
    assertThat(node.backEnd().push("http-2", 0, "1").ret()).as("of somebody else").isZero();
    assertThat(answers.stream().map(CompletableFuture::join))
        .allSatisfy(
            answer -> {
              assertThat(answer.body()).isEqualTo("{\"ret\":0}");
              assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            });
  }

  static Stream<Arguments> upgrades() {
    return Stream.of(NodeKind.MICRO, NodeKind.SERVER)
        .flatMap(
            kind ->
                Stream.of("h2c", "H2C", "websocket", "TLS/1.0", "x, h2c")
                    .map(upgrade -> Arguments.of(kind, upgrade)));
  }

  @ParameterizedTest
  @MethodSource("upgrades")
  void upgradeThatNobodyOffers_isIgnored_andTheConnectionGoesOn(NodeKind kind, String upgrade) {
    String head =
        PUSH
            + "http-3 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: "
            + upgrade
            + "\r\nHTTP2-Settings: AAMAAABkAAQBAAAA\r\n";
    try (RawHttp client = RawHttp.connect(node(kind).address(Listener.ADMIN))) {
      client.send(head + "Content-Length: 1\r\n\r\n1");
      assertThat(client.read(SOON)).startsWith("HTTP/1.1 200").contains("{\"ret\":0}");
      client.send(head + "Transfer-Encoding: chunked\r\n\r\n1\r\n");
      client.send("2\r\n0\r\n\r\n");
      assertThat(client.read(SOON)).startsWith("HTTP/1.1 200").contains("{\"ret\":0}");
      client.send(head + "Content-Length: x\r\n\r\n");
      assertThat(client.read(SOON)).startsWith("HTTP/1.1 400");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void prefaceOfHttp2_isNoRequest(NodeKind kind) {
    for (Listener listener : List.of(Listener.PUBLIC, Listener.ADMIN, Listener.HTTP)) {
      try (RawHttp client = RawHttp.connect(node(kind).address(listener))) {
        client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        assertThat(client.read(SOON)).as("%s", listener).startsWith("HTTP/1.1 4");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void headersThatNobodyReads_mayHoldAnyByte(NodeKind kind) {
    for (String header : List.of("Cookie: name=José", "X-City: 東京", "User-Agent: Приложение/1.0")) {
      for (String bytes : List.of(latin1(header), header.replaceAll("[^\\x00-\\xff]", "\u00e9"))) {
        try (RawHttp client = RawHttp.connect(node(kind).address(Listener.PUBLIC))) {
          client.send("GET /1/time/get HTTP/1.1\r\nHost: localhost\r\n" + bytes + "\r\n\r\n");
          assertThat(client.read(SOON)).as(header).startsWith("HTTP/1.1 200");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CLUSTER", mode = EnumSource.Mode.EXCLUDE)
  void nameOfAPush_isUtf8InTheHeaderAsInTheQuery(NodeKind kind) {
    String rest = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n";
    String key = "http-" + System.nanoTime();
    try (RawHttp client = RawHttp.connect(node(kind).address(Listener.ADMIN))) {
      client.send(PUSH + key + "&detail=1&id=caf%C3%A9" + rest + "\r\n1");
      assertThat(client.read(SOON)).contains("\"repeated\":false");
      client.send(
          PUSH + key + "&detail=1" + rest + latin1("Idempotency-Key: \"café\"\r\n") + "\r\n1");
      assertThat(client.read(SOON)).contains("\"repeated\":true");
      client.send(PUSH + key + "&detail=1" + rest + "Idempotency-Key: caf\u00e9\r\n\r\n1");
      assertThat(client.read(SOON)).contains("{\"ret\":65534}");
    }
  }

  /** A text that is sent as UTF-8 by a client that sends one byte a character. */
  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
