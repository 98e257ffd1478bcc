/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Opcode;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a WebSocket edge: that of all edges, and what only this transport has. */
public abstract class WebSocketEdgeContract extends EdgeContract {
  private static final int PIECE = 65_536;

  /** The path of the endpoint: {@code /sub} or {@code /comet/sub}. */
  protected abstract String path();

  /**
   * Whether the edge reads handshakes and frames itself; if not, a container does, which bounds
   * them by its own limits and may forgive what RFC 6455 does not.
   */
  protected boolean ownsTheTransport() {
    return true;
  }

  @Override
  final Subscriber connectTo(InetSocketAddress address) {
    return WebSocketSubscriber.connect(address, path());
  }

  @Override
  final Subscriber connectNarrowTo(InetSocketAddress address) {
    return WebSocketSubscriber.connectNarrow(address, path());
  }

  private WebSocketSubscriber client() {
    return closedAfterTest(WebSocketSubscriber.connect(edge().address(), path()));
  }

  private WebSocketSubscriber subscribedClient() {
    WebSocketSubscriber client = client();
    client.subscribe(Subscription.of(key(), LONG_HEARTBEAT));
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    return client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Origin: null\r\n", "Origin: https://elsewhere.example\r\n"})
  void handshake_ofAnyOrigin_isAccepted(String header) {
    WebSocketSubscriber client = client();
    assertThat(client.handshake("key=" + key() + "&heartbeat=60&ver=1.0", header)).isEqualTo(101);
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @Test
  void handshake_withUnknownParameters_isAccepted() {
    WebSocketSubscriber client = client();
    assertThat(client.handshake("x=1&key=" + key() + "&&heartbeat=60&y", "")).isEqualTo(101);
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "+1", "1.0", "0x1", "mid", "٣", "9223372036854775808"})
  void handshake_withAMidThatIsNone_isAParameterErrorInAFrame(String mid) {
    WebSocketSubscriber client = client();
    client.subscribe(Subscription.of(key(), LONG_HEARTBEAT).resumingAfter(mid));
    assertRefused(client, "-p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "\\", "^", "{", "}", "`", "[", "]", "<", ">", "\"", "$", "'", "~"})
  void key_withACharacterThatBrowsersSendUnencoded_subscribesToThatKey(String character) {
    String key = key() + character + "5f7c";
    WebSocketSubscriber client = client();
    assertThat(client.handshake("key=" + key + "&heartbeat=60&ver=1.0", "")).isEqualTo(101);
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    edge().push(key, "1");
    assertThat(client.next().text()).startsWith("{\"msg\":1,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%zz", "%2", "%C3%28"})
  void key_withAnEscapeThatIsNone_isAParameterErrorInAFrame(String escape) {
    WebSocketSubscriber client = client();
    assertThat(client.handshake("key=a" + escape + "&heartbeat=60&ver=1.0", "")).isEqualTo(101);
    assertRefused(client, "-p");
  }

  /** RFC 6455, section 4.1: a client waits for the answer, and may be refused where it does not. */
  @Test
  void heartbeat_inThePacketOfTheHandshake_isAnsweredOrEndsTheConnection() {
    WebSocketSubscriber client = client();
    client.handshakeWithHeartbeat("key=" + key() + "&heartbeat=60&ver=1.0");
    List<Frame> frames = new ArrayList<>();
    while (frames.size() < 2 && !client.isEnded()) {
      client
          .poll(Subscriber.PATIENCE)
          .ifPresentOrElse(frames::add, () -> assertThat(client.isEnded()).isTrue());
    }
    assertThat(frames).allMatch(Frame.HEARTBEAT::equals);
  }

  @Test
  void handshake_withoutAQuery_isAParameterErrorInAFrame() {
    WebSocketSubscriber client = client();
    assertThat(client.handshake("", "")).isEqualTo(101);
    assertRefused(client, "-p");
  }

  @Test
  void handshake_onAnotherPath_isRefused() {
    String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
    assertThat(
            client()
                .request(
                    path() + "/elsewhere?key=k&heartbeat=60",
                    upgrade + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"))
        .isNotEqualTo(101);
  }

  @Test
  void request_withoutAnUpgrade_isRefused() {
    assertThat(client().request(path() + "?key=k&heartbeat=60", "")).isNotIn(101, 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k%C3%28", "%FF", "%ED%A0%80"})
  void handshake_withAKeyThatIsNotUtf8_isRefused(String encodedKey) {
    WebSocketSubscriber client = client();
    client.handshake("key=" + encodedKey + "&heartbeat=60&ver=1.0", "");
    assertThat(client.awaitEnd()).doesNotContain(Frame.HEARTBEAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é漢😀", "auth0|5f7c", "a\\b^c{d}`e"})
  void handshake_withAKeyThatIsNotEncoded_subscribesToThatKey(String name) {
    String key = key() + name;
    String sent = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    WebSocketSubscriber client = client();
    assertThat(client.handshake("key=" + sent + "&heartbeat=60&ver=1.0", "")).isEqualTo(101);
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);

    edge().push(key, "{\"for\":\"you\"}");

    assertThat(client.next().text()).startsWith("{\"msg\":{\"for\":\"you\"}");
  }

  @Test
  void handshake_withAParameterThatIsNotUtf8_isAParameterErrorInAFrame() {
    for (String sent : new String[] {"%FF", "\u00e9", "%zz", "%"}) {
      WebSocketSubscriber client = client();
      client.handshake("key=" + key() + "&heartbeat=60&token=" + sent, "");
      assertRefused(client, "-p");
    }
  }

  @Test
  void handshake_overItsLimit_isRefused() {
    Assumptions.assumeTrue(ownsTheTransport(), "a container reads the handshake");
    String tooLong = "t".repeat(limits().frameMaxBytes() + 1);
    String query = "key=" + key() + "&heartbeat=60&token=" + tooLong;
    assertThat(client().handshake(query, "")).isNotEqualTo(101);
  }

  @Test
  void silentClient_isCut() {
    Assumptions.assumeTrue(ownsTheTransport(), "a container reads the handshake");
    long begin = System.nanoTime();
    assertClosedInSilence(client());
    assertCutAfterTheLimit(begin);
  }

  @Test
  void dripplingHandshake_isCutAtTheFirstPacketLimit() {
    Assumptions.assumeTrue(ownsTheTransport(), "a container reads the handshake");
    WebSocketSubscriber client = client();
    byte[] request =
        ("GET " + path() + "?key=k&heartbeat=60 HTTP/1.1\r\nX: " + "x".repeat(1_000))
            .getBytes(StandardCharsets.US_ASCII);
    Duration pause = limits().firstPacketTimeout().dividedBy(20);
    long begin = System.nanoTime();
    int sent = 0;
    while (!client.isEnded()) {
      assertThat(sent).as("bytes taken from a slow client").isLessThan(request.length);
      try {
        client.sendBytes(new byte[] {request[sent++]});
      } catch (UncheckedIOException e) {
        break; // cut between the last look and this byte
      }
      client.poll(pause);
    }
    assertCutAfterTheLimit(begin);
  }

  @Test
  void ping_isAnsweredWithItsPayload() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.PING, true, "still there".getBytes(StandardCharsets.US_ASCII));
    assertThat(client.next()).isEqualTo(new Frame(Frame.Kind.PONG, "still there"));
    assertNothingCame(client);
  }

  @Test
  void pong_thatNobodyAskedFor_isIgnored() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.PONG, true, new byte[0]);
    assertNothingCame(client);
  }

  @Test
  void heartbeat_inFragments_isAnswered() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.TEXT, false, new byte[0]);
    client.sendFrame(Opcode.CONTINUATION, true, new byte[] {'h'});
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hh", "H", "h\r\n", "hello"})
  void text_otherThanAHeartbeat_closes(String text) {
    WebSocketSubscriber client = subscribedClient();
    client.send(text);
    assertClosedInSilence(client);
  }

  @Test
  void binaryFrame_otherThanAHeartbeat_closes() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.BINARY, true, new byte[] {0, 1, 2});
    assertClosedInSilence(client);
  }

  @Test
  void textFrame_thatIsNotUtf8_closes() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.TEXT, true, new byte[] {(byte) 0xC3, 0x28});
    assertClosedInSilence(client);
  }

  @Test
  void frame_overItsLimit_closes() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.TEXT, true, new byte[limits().frameMaxBytes() + 1]);
    assertClosedInSilence(client);
  }

  @Test
  void frame_thatAnnouncesMoreThanItsLimit_closesBeforeItCame() {
    WebSocketSubscriber client = subscribedClient();
    client.sendBytes(WebSocketSubscriber.head(Opcode.TEXT, true, 1L << 40));
    client.sendBytes(new byte[] {1, 2, 3, 4});
    assertClosedInSilence(client);
  }

  @Test
  void frame_thatNeverEnds_isClosed() {
    WebSocketSubscriber client = subscribedClient();
    try {
      client.sendBytes(WebSocketSubscriber.head(Opcode.TEXT, true, 1L << 40));
      client.sendBytes(new byte[] {1, 2, 3, 4});
      for (int sent = 0; sent < MORE_THAN_BUFFERS; sent += PIECE) {
        client.sendBytes(new byte[PIECE]);
      }
    } catch (UncheckedIOException e) {
      // closed before the last piece
    }
    assertClosedInSilence(client);
  }

  @Test
  void frame_thatStops_isClosedByTheHeartbeat() {
    WebSocketSubscriber client = client();
    client.subscribe(Subscription.of(key(), limits().heartbeatMin().toSeconds()));
    assertThat(client.next()).isEqualTo(Frame.HEARTBEAT);
    client.sendBytes(WebSocketSubscriber.head(Opcode.TEXT, true, 100));
    assertClosedInSilence(client);
  }

  @Test
  void fragments_thatNeverEnd_areClosedAtTheLimit() {
    WebSocketSubscriber client = subscribedClient();
    byte[] fragment = new byte[1_000];
    try {
      client.sendFrame(Opcode.TEXT, false, fragment);
      for (int i = 0; i < limits().frameMaxBytes() / fragment.length + 1; i++) {
        client.sendFrame(Opcode.CONTINUATION, false, fragment);
      }
    } catch (UncheckedIOException e) {
      // closed before the last fragment
    }
    assertClosedInSilence(client);
  }

  @Test
  void unmaskedFrame_closes() {
    Assumptions.assumeTrue(ownsTheTransport(), "a container reads the frames");
    WebSocketSubscriber client = subscribedClient();
    client.sendBytes(new byte[] {(byte) 0x81, 1, 'h'});
    assertClosedInSilence(client);
  }

  @Test
  void closeFrame_isAnsweredAndTheConnectionClosed() {
    WebSocketSubscriber client = subscribedClient();
    client.sendFrame(Opcode.CLOSE, true, new byte[] {3, (byte) 0xE8});
    assertClosedInSilence(client);
    assertThat(client.closeCode()).hasValue(1_000);
  }

  private void assertCutAfterTheLimit(long beginNanos) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - beginNanos);
    Duration limit = limits().firstPacketTimeout();
    assertThat(lasted).isGreaterThan(limit.dividedBy(2));
  }
}
