/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {

  @Test
  void tcpMessage_saysItsLengthInBytes() {
    Delivery delivery = new Delivery(new Message(8, Payload.of("\"é\"")));
    String json = "{\"msg\":\"é\",\"mid\":8,\"gid\":0}";
    assertThat(delivery.bytes(Framing.TCP, MessageFormat.VALUE))
        .isEqualTo(("$28\r\n" + json + "\r\n").getBytes(UTF_8));
    assertThat(json.getBytes(UTF_8)).hasSize(28);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "1, 8101",
    "125, 817d",
    "126, 817e007e",
    "255, 817e00ff",
    "256, 817e0100",
    "65535, 817effff",
    "65536, 817f0000000000010000",
    "100000, 817f00000000000186a0"
  })
  void webSocketFrame_hasTheShortestLengthForm(int length, String head) {
    byte[] json = new byte[length];
    Arrays.fill(json, (byte) 'x');
    byte[] headBytes = HexFormat.of().parseHex(head);
    assertThat(Framing.WEBSOCKET.message(json))
        .isEqualTo(ByteBuffer.allocate(headBytes.length + length).put(headBytes).put(json).array());
  }

  @Test
  void plainMessage_isTheJsonAlone() {
    Delivery delivery = new Delivery(new Message(8, Payload.of("1")));
    assertThat(delivery.bytes(Framing.NONE, MessageFormat.VALUE))
        .isEqualTo("{\"msg\":1,\"mid\":8,\"gid\":0}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "HEARTBEAT, +h",
    "PARAMETER_ERROR, -p",
    "TOKEN_REFUSED, -a",
    "NO_CHANNEL, -c",
    "OTHER_NODE, -n"
  })
  void reply_isAWordAndALineEndOnEveryTransport(Reply reply, String word) {
    byte[] text = (word + "\r\n").getBytes(UTF_8);
    byte[] frame = ByteBuffer.allocate(6).put((byte) 0x81).put((byte) 4).put(text).array();
    for (MessageFormat format : MessageFormat.values()) {
      assertThat(reply.bytes(Framing.TCP, format)).isEqualTo(text);
      assertThat(reply.bytes(Framing.NONE, format)).isEqualTo(text);
      assertThat(reply.bytes(Framing.WEBSOCKET, format)).isEqualTo(frame);
    }
  }

  @Test
  void goodbye_isACloseFrameWhereTheTransportHasOne() {
    assertThat(Framing.WEBSOCKET.goodbye()).isEqualTo(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
    assertThat(Framing.TCP.goodbye()).isEmpty();
    assertThat(Framing.NONE.goodbye()).isEmpty();
  }
}
