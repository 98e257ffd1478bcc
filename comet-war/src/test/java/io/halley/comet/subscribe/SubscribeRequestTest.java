/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.comet.connection.MessageFormat;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeRequestTest {
  private static final Duration MIN = Duration.ofSeconds(30);

  @Test
  void request_hasWhatTheClientSent() {
    SubscribeRequest request = parse("me", "31", "secret", "1.0").orElseThrow();
    assertThat(request.key().value()).isEqualTo("me");
    assertThat(request.heartbeat()).isEqualTo(Duration.ofSeconds(31));
    assertThat(request.token()).isEqualTo("secret");
    assertThat(request.format()).isEqualTo(MessageFormat.VALUE);
    assertThat(request).asString().doesNotContain("secret");
  }

  @Test
  void request_withoutTokenAndVersion_isThatOfAnOldClient() {
    SubscribeRequest request = parse("me", "30", null, null).orElseThrow();
    assertThat(request.token()).isEmpty();
    assertThat(request.format()).isEqualTo(MessageFormat.TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "29",
        "0",
        "-30",
        "-9223372036854775808",
        "30.0",
        "30s",
        " 30",
        "30 ",
        "0x30",
        "1e3",
        "99999999999999999999",
        "thirty",
        "+30",
        "00000000000000000030",
        "\u0663\u0660"
      })
  void heartbeat_thatIsNoNumberOrTooSmall_isRefused(String heartbeat) {
    assertThat(parse("me", heartbeat, null, null)).isEmpty();
  }

  @Test
  void heartbeat_aboveADay_countsAsOne() {
    assertThat(parse("me", "9223372036854775807", null, null).orElseThrow().heartbeat())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void key_isRefusedWhereItIsNone() {
    assertThat(parse(null, "30", null, null)).isEmpty();
    assertThat(parse("", "30", null, null)).isEmpty();
    assertThat(parse("k".repeat(65), "30", null, null)).isEmpty();
    assertThat(parse("\uD800", "30", null, null)).isEmpty();
    assertThat(parse("k\u0000", "30", null, null)).isEmpty();
    assertThat(parse("k".repeat(64), "30", null, null)).isPresent();
  }

  @Test
  void token_withANul_isRefused() {
    assertThat(parse("me", "30", "a\u0000b", null)).isEmpty();
  }

  @Property
  void parse_neverThrowsAndKeepsItsBounds(
      @ForAll @WithNull @Nullable String key,
      @ForAll @WithNull @Nullable String heartbeat,
      @ForAll @WithNull @Nullable String token,
      @ForAll @WithNull @Nullable String version) {
    parse(key, heartbeat, token, version).ifPresent(SubscribeRequestTest::assertInBounds);
  }

  @Property
  void parse_takesEveryHeartbeatThatIsLongEnough(@ForAll long seconds) {
    Optional<SubscribeRequest> request = parse("me", String.valueOf(seconds), null, null);
    assertThat(request.isPresent()).isEqualTo(seconds >= 30);
    request.ifPresent(SubscribeRequestTest::assertInBounds);
  }

  static void assertInBounds(SubscribeRequest request) {
    assertThat(request.heartbeat()).isBetween(MIN, Duration.ofDays(1));
    assertThat(request.key().value()).isNotEmpty();
    assertThat(request.key().value().codePoints()).hasSizeLessThanOrEqualTo(64);
  }

  private static Optional<SubscribeRequest> parse(
      @Nullable String key,
      @Nullable String heartbeat,
      @Nullable String token,
      @Nullable String version) {
    return SubscribeRequest.parse(key, heartbeat, token, version, null, null, MIN);
  }
}
