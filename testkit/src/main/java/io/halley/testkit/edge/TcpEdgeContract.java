/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a TCP edge: that of all edges, and what only this transport has. */
public abstract class TcpEdgeContract extends EdgeContract {
  @Override
  final Subscriber connectTo(InetSocketAddress address) {
    return TcpSubscriber.connect(address);
  }

  @Override
  final Subscriber connectNarrowTo(InetSocketAddress address) {
    return TcpSubscriber.connectNarrow(address);
  }

  private TcpSubscriber client() {
    return closedAfterTest(TcpSubscriber.connect(edge().address()));
  }

  @Test
  void earlyHeartbeats_inTheCommandsPacket_areAnswered() {
    TcpSubscriber client = client();
    byte[] command = TcpSubscriber.command(Subscription.of(key(), LONG_HEARTBEAT));
    client.sendLatin1(new String(command, StandardCharsets.ISO_8859_1) + "hh");
    for (int i = 0; i < 3; i++) {
      assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    }
  }

  @Test
  void acknowledgement_byteByByte_betweenHeartbeats_isUnderstood() {
    String key = key();
    edge().pushStored(key, EXPIRE, "1");
    TcpSubscriber client = client();
    client.subscribe(Subscription.of(key, LONG_HEARTBEAT).resumingAfter("0").acknowledging());
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    assertThat(client.next()).isEqualTo(OK);
    long mid = Delivered.of(client.next()).mid();
    for (char c : ("ha" + mid + "\r\nh").toCharArray()) {
      client.send(String.valueOf(c));
    }
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    awaitForgotten(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1\n",
        "a\r\n",
        "a1h\r\n",
        "a1\r\n\n",
        "a\u00e91\r\n",
        "a99999999999999999999999"
      })
  void acknowledgement_thatIsMalformed_closes(String line) {
    TcpSubscriber client = client();
    client.subscribe(Subscription.of(key(), LONG_HEARTBEAT).resumingAfter("0").acknowledging());
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    assertThat(client.next()).isEqualTo(OK);
    client.send(line);
    assertClosedInSilence(client);
  }

  @Test
  void command_byteByByte_isUnderstood() {
    TcpSubscriber client = client();
    for (byte b : TcpSubscriber.command(Subscription.of(key(), LONG_HEARTBEAT))) {
      client.sendBytes(new byte[] {b});
    }
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*3\r\n$3\r\npub\r\n$1\r\nk\r\n$2\r\n60\r\n",
        "*3\r\n$0\r\n\r\n$1\r\nk\r\n$2\r\n60\r\n",
        "*2\r\n$3\r\nsub\r\n$1\r\nk\r\n",
        "*1\r\n$3\r\nsub\r\n"
      })
  void command_thatIsUnknownOrLacksAnArgument_isAParameterError(String command) {
    TcpSubscriber client = client();
    client.sendLatin1(command);
    assertRefused(client, "-p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "*0\r\n",
        "*-1\r\n",
        "*x\r\n",
        "*\r\n",
        "*6\r\n$3\r\nsub\r\n$1\r\nk\r\n$2\r\n60\r\n$1\r\nt\r\n$1\r\nv\r\n$1\r\nw\r\n",
        "*99999999999\r\n",
        "*3\r\n$x\r\nsub\r\n",
        "*3\r\n$-1\r\nsub\r\n",
        "*3\r\n$99999999999\r\n",
        "*3\r\n$2\r\nsub\r\n$1\r\nk\r\n$2\r\n60\r\n",
        "*3\r\n3\r\nsub\r\n",
        "\r\n",
        "h"
      })
  void command_thatDoesNotParse_isClosedWithoutAWord(String command) {
    TcpSubscriber client = client();
    client.sendLatin1(command);
    assertClosedInSilence(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "+1", "1.0", "0x1", "mid", "٣", "9223372036854775808"})
  void command_whoseSixthArgumentIsNoMid_isClosedWithoutAWord(String mid) {
    TcpSubscriber client = client();
    client.subscribe(Subscription.of(key(), LONG_HEARTBEAT).resumingAfter(mid));
    assertClosedInSilence(client);
  }

  @Test
  void command_withAKeyThatIsNotUtf8_isRefused() {
    TcpSubscriber client = client();
    byte[] malformed = {'k', (byte) 0xC3, (byte) 0x28};
    byte[] heartbeat = "60".getBytes(StandardCharsets.US_ASCII);
    byte[] sub = "sub".getBytes(StandardCharsets.US_ASCII);
    client.sendBytes(TcpSubscriber.command(List.of(sub, malformed, heartbeat)));
    assertThat(client.awaitEnd()).doesNotContain(Frame.HEARTBEAT);
  }

  @Test
  void command_overItsLimit_isClosedWithoutAWord() {
    TcpSubscriber client = client();
    String tooLong = "t".repeat(limits().commandMaxBytes() + 1);
    client.subscribe(Subscription.of(key(), LONG_HEARTBEAT).withToken(tooLong));
    assertClosedInSilence(client);
  }

  @Test
  void command_whoseLineNeverEnds_isClosedWithoutAWord() {
    TcpSubscriber client = client();
    client.sendLatin1("*" + "1".repeat(limits().commandMaxBytes() + 1));
    assertClosedInSilence(client);
  }

  @Test
  void command_thatAnnouncesMoreThanItsLimit_isClosedBeforeItCame() {
    TcpSubscriber client = client();
    client.sendLatin1("*3\r\n$3\r\nsub\r\n$" + (limits().commandMaxBytes() + 1) + "\r\n");
    Duration beforeTheFirstPacketLimit = limits().firstPacketTimeout().dividedBy(2);
    assertThat(client.awaitEnd(beforeTheFirstPacketLimit)).isEmpty();
  }

  @Test
  void silentClient_isCut() {
    long begin = System.nanoTime();
    assertClosedInSilence(client());
    assertCutAfterTheLimit(begin);
  }

  @Test
  void dripplingClient_isCutAtTheFirstPacketLimit() {
    TcpSubscriber client = client();
    byte[] command =
        TcpSubscriber.command(Subscription.of(key(), LONG_HEARTBEAT).withToken("t".repeat(1_000)));
    Duration pause = limits().firstPacketTimeout().dividedBy(20);
    long begin = System.nanoTime();
    int sent = 0;
    while (!client.isEnded()) {
      assertThat(sent).as("bytes taken from a slow client").isLessThan(command.length);
      try {
        client.sendBytes(new byte[] {command[sent++]});
      } catch (UncheckedIOException e) {
        break; // cut between the last look and this byte
      }
      assertThat(client.poll(pause)).isEmpty();
    }
    assertCutAfterTheLimit(begin);
  }

  private void assertCutAfterTheLimit(long beginNanos) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - beginNanos);
    Duration limit = limits().firstPacketTimeout();
    assertThat(lasted).isGreaterThan(limit.dividedBy(2));
  }
}
