/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.comet.connection.CloseReason;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that never read again cost the node nothing for long, whatever they go on sending. */
class StalledClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int NARROW = 16_384;
  private static final String KEY = "stalled";
  private static final String COMMAND =
      "*5\r\n$3\r\nsub\r\n$7\r\nstalled\r\n$2\r\n60\r\n$0\r\n\r\n$1\r\n1\r\n";
  private static final String UPGRADE =
      """
      GET /sub?key=stalled&heartbeat=60&ver=1 HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  @Test
  void slowTcpConsumer_thatNeverReadsAgain_isGone() throws IOException {
    try (TestNode node = node(TcpEdgeTest.factory(EdgeLimits.SHORT));
        Socket client = subscribe(node, COMMAND)) {
      assertGoneWhenSlow(node, client);
    }
  }

  @Test
  void slowWebSocketConsumer_thatNeverReadsAgain_isGone() throws IOException {
    try (TestNode node = node(WebSocketEdgeTest.factory(EdgeLimits.SHORT));
        Socket client = subscribe(node, UPGRADE)) {
      assertGoneWhenSlow(node, client);
    }
  }

  @Test
  void pings_ofAClientThatDoesNotRead_fillNoMemory() throws IOException {
    int pings = 300_000;
    ByteBuffer ping = ByteBuffer.allocate(131).put((byte) 0x89).put((byte) (0x80 | 125));
    ByteBuffer thousand = ByteBuffer.allocate(131 * 1_000);
    for (int i = 0; i < 1_000; i++) {
      thousand.put(ping.array());
    }
    try (TestNode node = node(WebSocketEdgeTest.factory(EdgeLimits.SHORT));
        Socket client = subscribe(node, UPGRADE)) {
      for (int i = 0; i < pings / 1_000; i++) {
        client.getOutputStream().write(thousand.array());
      }
      client.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'});
      long answered = readToEnd(client);
      assertThat(answered)
          .as("what waited for the client, kernel buffers of up to 16 MB included")
          .isLessThan(pings * 127L / 2);
      await().atMost(PATIENCE).until(() -> node.counters().count(CloseReason.PROTOCOL_ERROR) == 1);
    }
  }

  private static void assertGoneWhenSlow(TestNode node, Socket client) {
    String json = "\"" + "m".repeat(60_000) + "\"";
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              node.push(KEY, json);
              return node.counters().count(CloseReason.SLOW_CONSUMER) == 1;
            });
    assertThat(node.stat().connectionCurrent()).isZero();
    assertThat(node.stat().channelCurrent()).isZero();
    assertThat(client.isClosed()).as("closed by the client").isFalse();
  }

  /** A client that is subscribed and has read nothing. */
  private static Socket subscribe(TestNode node, String request) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(NARROW);
    client.setSoTimeout(TIMEOUT_MILLIS);
    client.connect(node.address());
    client.getOutputStream().write(request.getBytes(US_ASCII));
    await().atMost(PATIENCE).until(() -> node.stat().connectionCurrent() == 1);
    return client;
  }

  private static long readToEnd(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    byte[] buffer = new byte[65_536];
    long total = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      total += read;
    }
    return total;
  }

  private static TestNode node(TestNode.EdgeFactory edge) {
    return new TestNode(EdgeProfile.OPEN, EdgeLimits.SHORT, edge);
  }
}
