/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeCommandDecoderTest {
  private static final int MAX = 128;

  private final List<ByteBuf> sent = new ArrayList<>();

  @Test
  void command_isReadAndWhatFollowsGoesOn() {
    Decoded decoded = decode("*3\r\n$3\r\nsub\r\n$2\r\né\r\n$2\r\n30\r\nhhh");
    assertThat(decoded.commands()).containsExactly(new Command(List.of("sub", "é", "30"), true));
    assertThat(decoded.rest()).isEqualTo("hhh");
  }

  @Test
  void arguments_mayBeEmptyOrHoldLineEnds() {
    Decoded decoded = decode("*3\r\n$3\r\nsub\r\n$0\r\n\r\n$4\r\n\r\n$1\r\n");
    assertThat(decoded.commands()).containsExactly(new Command(List.of("sub", "", "\r\n$1"), true));
  }

  @Test
  void argument_thatIsNotUtf8_makesTheCommandNone() {
    EmbeddedChannel channel = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    channel.writeInbound(buffer("*2\r\n$3\r\nsub\r\n$2\r\n\u00ff\u00fe\r\n".getBytes(ISO_8859_1)));
    Command command = channel.readInbound();
    assertThat(command).isEqualTo(new Command(List.of("sub", ""), false));
    assertThat(command.isSubscribe()).isFalse();
    close(channel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sub\r\n",
        "*0\r\n",
        "*7\r\n",
        "*6\r\n$3\r\nsub\r\n$1\r\nk\r\n$2\r\n60\r\n$0\r\n\r\n$0\r\n\r\n$0\r\n\r\n",
        "*-1\r\n",
        "*\r\n",
        "*1\n",
        "*1\rx",
        "*1\r\n:3\r\n",
        "*1\r\n$-1\r\n",
        "*1\r\n$\r\n",
        "*1\r\n$3\r\nsubxx",
        "*1\r\n$3\r\nsub\rx",
        "*1\r\n$2\r\nsub\r\n",
        "*0000000001\r\n",
        "*1\r\n$999999999\r\n",
        "*1\r\n$1234567890"
      })
  void command_thatDoesNotParse_isAnExceptionAsSoonAsThatIsClear(String text) {
    EmbeddedChannel channel = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    assertThatThrownBy(() -> channel.writeInbound(buffer(text.getBytes(UTF_8))))
        .isInstanceOf(DecoderException.class);
    assertThat(channel.<Object>readInbound()).isNull();
    close(channel);
  }

  @Test
  void command_behindBytesThatDoNotParse_isNone() {
    String command = "*3\r\n$3\r\nsub\r\n$2\r\nme\r\n$2\r\n30\r\n";
    EmbeddedChannel channel = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    assertThatThrownBy(() -> channel.writeInbound(buffer(("x" + command).getBytes(UTF_8))))
        .isInstanceOf(DecoderException.class);
    channel.writeInbound(buffer(command.getBytes(UTF_8)));
    channel.finish();
    assertThat(channel.<Object>readInbound()).isNull();
    close(channel);
  }

  @Test
  void command_longerThanAllowed_isAnException() {
    String longest = command(MAX);
    assertThat(decode(longest + "hhh").commands()).hasSize(1);
    String longer = command(MAX + 1);
    EmbeddedChannel whole = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    assertThatThrownBy(() -> whole.writeInbound(buffer(longer.getBytes(UTF_8))))
        .isInstanceOf(TooLongFrameException.class);
    close(whole);
    EmbeddedChannel part = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    assertThatThrownBy(() -> part.writeInbound(buffer("*1\r\n$129\r\n".getBytes(UTF_8))))
        .isInstanceOf(TooLongFrameException.class);
    close(part);
  }

  @Property
  void command_inAnyPackets_isTheSameWithTheSameRest(
      @ForAll @Size(min = 1, max = 5) List<@From("arguments") String> arguments,
      @ForAll @IntRange(max = 5) int heartbeats,
      @ForAll @Size(max = 10) List<@IntRange(max = 200) Integer> cuts) {
    String wire = wire(arguments) + "h".repeat(heartbeats);
    Decoded decoded = decode(split(wire, cuts));
    assertThat(decoded.commands()).containsExactly(new Command(arguments, true));
    assertThat(decoded.rest()).isEqualTo("h".repeat(heartbeats));
  }

  @Property
  void bytes_ofAnyKind_leakNoBuffer(@ForAll("noise") List<byte[]> packets) {
    EmbeddedChannel channel = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    for (byte[] packet : packets) {
      try {
        channel.writeInbound(buffer(packet));
      } catch (DecoderException e) {
        // as it should be; more may come before the connection is closed
        assertThat(e).hasMessageNotContaining("\u0000");
      }
    }
    close(channel);
  }

  @Provide
  Arbitrary<String> arguments() {
    return Arbitraries.oneOf(
        Arbitraries.of("sub", "", "30", "\r\n", "$1\r\n", "*"),
        Arbitraries.strings().withChars("aé彗\r\n$*3").ofMaxLength(5));
  }

  @Provide
  Arbitrary<List<byte[]>> noise() {
    Arbitrary<byte[]> protocolLike =
        Arbitraries.of("*", "$", "\r\n", "\r", "1", "3", "sub", "*1\r\n", "$3\r\n", "h", "\u0000")
            .list()
            .ofMaxSize(12)
            .map(words -> String.join("", words).getBytes(UTF_8));
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    return Arbitraries.oneOf(protocolLike, any).list().ofMaxSize(6);
  }

  private record Decoded(List<Command> commands, String rest) {}

  private Decoded decode(String... packets) {
    return decode(Stream.of(packets).map(packet -> packet.getBytes(UTF_8)).toList());
  }

  private Decoded decode(List<byte[]> packets) {
    EmbeddedChannel channel = new EmbeddedChannel(new SubscribeCommandDecoder(MAX));
    List<Command> commands = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    packets.forEach(packet -> channel.writeInbound(buffer(packet)));
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      if (read instanceof Command command) {
        assertThat(rest).as("bytes before the command").isEmpty();
        commands.add(command);
      } else if (read instanceof ByteBuf bytes) {
        rest.append(bytes.toString(UTF_8));
        bytes.release();
      }
    }
    close(channel);
    return new Decoded(commands, rest.toString());
  }

  /** A buffer whose release is checked when its channel is closed. */
  private ByteBuf buffer(byte[] bytes) {
    ByteBuf buffer = Unpooled.buffer().writeBytes(bytes);
    sent.add(buffer);
    return buffer;
  }

  private void close(EmbeddedChannel channel) {
    channel.finishAndReleaseAll();
    assertThat(sent).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    sent.clear();
  }

  private static String wire(List<String> arguments) {
    StringBuilder wire = new StringBuilder("*" + arguments.size() + "\r\n");
    for (String argument : arguments) {
      wire.append("$" + argument.getBytes(UTF_8).length + "\r\n" + argument + "\r\n");
    }
    return wire.toString();
  }

  /** A command of one argument that has so many bytes. */
  private static String command(int bytes) {
    return wire(List.of("a".repeat(bytes - "*1\r\n$123\r\n\r\n".length())));
  }

  private static List<byte[]> split(String wire, List<Integer> cuts) {
    byte[] bytes = wire.getBytes(UTF_8);
    List<byte[]> packets = new ArrayList<>();
    int from = 0;
    for (int cut : new TreeSet<>(cuts)) {
      int to = Math.min(cut, bytes.length);
      packets.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    packets.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return packets;
  }
}
