/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The very last bytes that a refused client gets. */
class GoodbyeTest {
  private static final int TIMEOUT_MILLIS = 20_000;

  @Test
  void webSocketClient_getsOneCloseFrameAndTheEnd() throws IOException {
    String request =
        """
        GET /sub?key=me&heartbeat=1 HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """;
    String answer = answer(WebSocketEdgeTest.factory(EdgeLimits.SHORT), request);
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
        .isEqualTo("\u0081\u0004-p\r\n" + "\u0088\u0002\u0003\u00e8");
  }

  @Test
  void tcpClient_getsTheReplyAndTheEnd() throws IOException {
    String command = "*2\r\n$3\r\nsub\r\n$2\r\nme\r\n";
    assertThat(answer(TcpEdgeTest.factory(EdgeLimits.SHORT), command)).isEqualTo("-p\r\n");
  }

  private static String answer(TestNode.EdgeFactory edge, String request) throws IOException {
    try (TestNode node = new TestNode(EdgeProfile.OPEN, EdgeLimits.SHORT, edge);
        Socket client = new Socket()) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(node.address());
      client.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
