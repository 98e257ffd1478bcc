/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final String JSON = "{\"msg\":{\"t\":12345},\"mid\":8,\"gid\":0}";

  private final Heard heard = new Heard();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void tcp_isUnderstoodInPiecesOfAnySize(int piece) {
    feed(new TcpFrames(), ascii("+h\r\n$" + JSON.length() + "\r\n" + JSON + "\r\n+h\r\n"), piece);
    assertThat(heard.frames).containsExactly("+h", JSON, "+h");
    assertThat(heard.stamps).containsExactly(12_345L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void webSocket_isUnderstoodInPiecesOfAnySize(int piece) {
    String large = "{\"msg\":\"" + "x".repeat(300) + "\"}";
    byte[] bytes =
        Unpooled.wrappedBuffer(
                ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
                frame("+h\r\n"),
                frame(JSON),
                frame(large))
            .copy()
            .array();
    feed(new WebSocketFrames(), bytes, piece);
    assertThat(heard.frames).containsExactly("+h", JSON, large);
    assertThat(heard.stamps).containsExactly(12_345L, -1L);
  }

  @Test
  void aRefusedHandshake_isToldWithItsStatus() {
    assertThatThrownBy(
            () -> feed(new WebSocketFrames(), ascii("HTTP/1.1 404 Not Found\r\n\r\n"), 100))
        .isInstanceOf(DecoderException.class)
        .hasMessageContaining("404 Not Found");
  }

  @Test
  void aLengthThatIsNone_isRefused() {
    assertThatThrownBy(() -> feed(new TcpFrames(), ascii("$x\r\n"), 100))
        .isInstanceOf(DecoderException.class);
  }

  private void feed(FrameReader reader, byte[] bytes, int piece) {
    ByteBuf in = Unpooled.buffer();
    for (int i = 0; i < bytes.length; i += piece) {
      in.writeBytes(bytes, i, Math.min(piece, bytes.length - i));
      while (in.isReadable() && reader.read(in, heard)) {
        // heard
      }
    }
    assertThat(in.isReadable()).isFalse();
  }

  private static byte[] frame(String text) {
    byte[] body = ascii(text);
    ByteBuf frame = Unpooled.buffer().writeByte(0x81);
    if (body.length < 126) {
      frame.writeByte(body.length);
    } else {
      frame.writeByte(126).writeShort(body.length);
    }
    return frame.writeBytes(body).copy().array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Heard implements FrameSink {
    final List<String> frames = new ArrayList<>();
    final List<Long> stamps = new ArrayList<>();

    @Override
    public void reply(String reply) {
      frames.add(reply);
    }

    @Override
    public void message(ByteBuf buffer, int index, int length) {
      frames.add(buffer.toString(index, length, StandardCharsets.US_ASCII));
      stamps.add(Stamp.find(buffer, index, length));
    }
  }
}
