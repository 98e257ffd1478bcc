/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.comet.connection.CloseReason;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that are none are answered with the status that says why, and counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String GET = "GET /sub?key=me&heartbeat=60&ver=1.0 HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String UPGRADE = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
  private static final String GOOD = HOST + UPGRADE + KEY + VERSION;

  private final TestNode node =
      new TestNode(EdgeProfile.OPEN, EdgeLimits.SHORT, WebSocketEdgeTest.factory(EdgeLimits.SHORT));

  @AfterAll
  void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "bad header without colon,400",
        "bad name : x,400",
        "X: a\u0000b,400",
        "Content-Length: abc,400",
        "Content-Length: -1,400",
        "Content-Length: 5,413",
        "Transfer-Encoding: chunked,400",
        "Host: elsewhere,400",
      })
  void handshake_withAHeaderThatIsWrong_isRefused(String header, int status) throws IOException {
    assertRefused(GET + GOOD + "User-Agent: u\r\n" + header + "\r\n\r\n", status);
    assertRefused(GET + header + "\r\n" + GOOD + "\r\n", status);
  }

  @Test
  void handshake_withLengthAndCoding_isRefused() throws IOException {
    String both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assertRefused(GET + GOOD + both, 400);
    assertRefused(GET + GOOD + "Content-Length: 0\r\nContent-Length: 1\r\n\r\n", 400);
  }

  @Test
  void handshake_withTooManyCookies_isRefused() throws IOException {
    String cookie = "Cookie: a=" + "x".repeat(17_000) + "\r\n";
    assertRefused(GET + GOOD + cookie + "\r\n", 431);
    assertRefused(GET + cookie + GOOD + "\r\n", 431);
  }

  @Test
  void handshake_withATargetThatIsTooLong_isRefused() throws IOException {
    String target = "/sub?p=" + "x".repeat(5_000) + "&key=me&heartbeat=60";
    assertRefused("GET " + target + " HTTP/1.1\r\n" + GOOD + "\r\n", 414);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.0,505", "HTTP/2.0,505", "HTTP/9.9,505", "FOO,400"})
  void handshake_inAnotherVersionOfHttp_isRefused(String version, int status) throws IOException {
    assertRefused(GET.replace("HTTP/1.1", version) + GOOD + "\r\n", status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "PUT", "OPTIONS", "CONNECT", "BREW"})
  void handshake_withAnotherMethod_isRefused(String method) throws IOException {
    String answer = assertRefused(GET.replace("GET", method) + GOOD + "\r\n", 405);
    assertThat(answer).containsIgnoringCase("\r\nallow: GET\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sec-WebSocket-Version: 0\r\n",
        "Sec-WebSocket-Version: 7\r\n",
        "Sec-WebSocket-Version: 8\r\n",
        "Sec-WebSocket-Version: 14\r\n",
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13\r\n"
      })
  void handshake_ofAnotherVersion_isToldTheVersion(String version) throws IOException {
    String origin = "Origin: http://localhost\r\n";
    String answer = assertRefused(GET + HOST + UPGRADE + KEY + origin + version + "\r\n", 426);
    assertThat(answer)
        .containsIgnoringCase("\r\nsec-websocket-version: 13\r\n")
        .containsIgnoringCase("\r\nupgrade: websocket\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upgrade: websocket\r\n", "Connection: Upgrade\r\nUpgrade: h2c\r\n"})
  void request_thatAsksForNoUpgrade_isToldToUpgrade(String headers) throws IOException {
    assertRefused(GET + HOST + KEY + VERSION + headers + "\r\n", 426);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sec-WebSocket-Key: \r\n",
        "Sec-WebSocket-Key: short\r\n",
        "Sec-WebSocket-Key: ????????????????????????\r\n",
        KEY + KEY
      })
  void handshake_withoutAKeyOf16Bytes_isRefused(String key) throws IOException {
    assertRefused(GET + HOST + UPGRADE + VERSION + key + "\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "*", "/sub/", "/subs", "/SUB", "http://localhost", "ftp://x/sub"})
  void handshake_onAnotherPath_isNotFound(String target) throws IOException {
    assertRefused("GET " + target + "?key=me&heartbeat=60 HTTP/1.1\r\n" + GOOD + "\r\n", 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0016\u0003\u0001\u0002\n\n", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"})
  void bytes_thatAreNoRequest_areRefused(String bytes) throws IOException {
    assertRefused(bytes + GET + GOOD + "\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "HTTPS://x:443", "ws://user@x", "wss://[::1]:6968"})
  void handshake_inAbsoluteForm_isServed(String authority) throws IOException {
    try (Socket client = connect()) {
      send(client, GET.replace("/sub", authority + "/sub") + GOOD + "\r\n");
      assertThat(new String(client.getInputStream().readNBytes(12), ISO_8859_1))
          .isEqualTo("HTTP/1.1 101");
      await().atMost(PATIENCE).until(() -> node.stat().connectionCurrent() == 1);
    }
    await().atMost(PATIENCE).until(() -> node.stat().connectionCurrent() == 0);
  }

  @Test
  void refusedClient_thatNeverCloses_isCut() throws IOException {
    try (Socket client = connect()) {
      long before = node.counters().count(CloseReason.PROTOCOL_ERROR);
      send(client, "GET / HTTP/1.1\r\n\r\n");
      await()
          .atMost(PATIENCE)
          .until(() -> node.counters().count(CloseReason.PROTOCOL_ERROR) == before + 1);
      assertThat(client.isClosed()).as("closed by the client").isFalse();
    }
  }

  /** The answer, which is all that comes; it is whole, and the end of the connection is counted. */
  private String assertRefused(String request, int status) throws IOException {
    long before = node.counters().count(CloseReason.PROTOCOL_ERROR);
    String answer;
    try (Socket client = connect()) {
      send(client, request);
      answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("\r\ncontent-length: 0\r\n")
        .containsIgnoringCase("\r\nconnection: close")
        .endsWith("\r\n\r\n")
        .containsOnlyOnce("HTTP/1.1");
    await()
        .atMost(PATIENCE)
        .until(() -> node.counters().count(CloseReason.PROTOCOL_ERROR) == before + 1);
    assertThat(node.stat().connectionCurrent()).isZero();
    return answer;
  }

  private Socket connect() throws IOException {
    Socket client = new Socket();
    client.setSoTimeout((int) PATIENCE.toMillis());
    client.connect(node.address());
    return client;
  }

  private static void send(Socket client, String request) throws IOException {
    client.getOutputStream().write(request.getBytes(ISO_8859_1));
  }
}
