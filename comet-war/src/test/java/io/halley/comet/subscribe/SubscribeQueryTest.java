/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.comet.connection.MessageFormat;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeQueryTest {
  private static final Duration MIN = Duration.ofSeconds(30);

  @Test
  void query_isRead() {
    SubscribeRequest request =
        parse("key=a%20b+c%E5%BD%97&heartbeat=30&token=t%26%3D&ver=1.0").orElseThrow();
    assertThat(request.key().value()).isEqualTo("a b c彗");
    assertThat(request.token()).isEqualTo("t&=");
    assertThat(request.format()).isEqualTo(MessageFormat.VALUE);
  }

  @Test
  void query_mayHaveOtherParametersInAnyOrder() {
    assertThat(parse("&x&heartbeat=30&&key=k&=y&z==")).isPresent();
    assertThat(parse("x=%&%zz=1&heartbeat=30&key=k&y=%FF&\u65e5=1")).isPresent();
  }

  @Test
  void query_withAParameterTwice_countsTheFirst() {
    SubscribeRequest request = parse("key=first&heartbeat=30&key=second").orElseThrow();
    assertThat(request.key().value()).isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é漢", "auth0|5f7c", "a\\b^c{d}`e", "😀"})
  void key_thatIsNotEncoded_standsForItself(String key) {
    String sent = new String(key.getBytes(UTF_8), ISO_8859_1);
    assertThat(parse("key=" + sent + "&heartbeat=30").orElseThrow().key().value()).isEqualTo(key);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "&",
        "key=k",
        "heartbeat=30",
        "key=&heartbeat=30",
        "Key=k&heartbeat=30",
        "key=k&heartbeat=",
        "key=%&heartbeat=30",
        "key=%4&heartbeat=30",
        "key=%zz&heartbeat=30",
        "key=%-1&heartbeat=30",
        "key=%FF&heartbeat=30",
        "key=%C0%80&heartbeat=30",
        "key=%ED%A0%80&heartbeat=30",
        "key=k&heartbeat=30&token=%C3",
        "key=k&heartbeat=30&token=%00",
        "key=k&heartbeat=30&ver=%FF",
        "key=k&heartbeat=30&ack=%zz",
        "key=k&heartbeat=30&mid=%",
        "key=k%00&heartbeat=30",
        "key=\u00e9&heartbeat=30",
        "key=\u65e5&heartbeat=30",
        "key=k&heartbeat=%2B30",
        "key=k&heartbeat=+30",
        "key=%\uff14\uff11&heartbeat=30",
        "key=k&heartbeat=%"
      })
  void query_thatIsMalformedOrLacksAParameter_isRefused(@Nullable String query) {
    assertThat(parse(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&ack=0", "&mid=4", "&mid=4&ack=0"})
  void query_thatDoesNotAskToAcknowledge_isRead(String more) {
    assertThat(parse("key=k&heartbeat=30" + more).orElseThrow().acknowledges()).isFalse();
  }

  @Test
  void query_thatAsksToAcknowledge_isRead() {
    SubscribeRequest request = parse("key=k&heartbeat=30&ack=1&mid=4").orElseThrow();
    assertThat(request.acknowledges()).isTrue();
    assertThat(request.lastMid()).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"&ack=1", "&mid=4&ack=", "&mid=4&ack=2", "&mid=4&ack=true", "&mid=x&ack=1"})
  void query_thatAsksToAcknowledgeWrongly_isRefused(String more) {
    assertThat(parse("key=k&heartbeat=30" + more)).isEmpty();
  }

  @Property
  void query_ofAnyText_neverThrows(@ForAll("texts") String query) {
    parse(query).ifPresent(SubscribeRequestTest::assertInBounds);
    parse("key=" + query + "&heartbeat=30").ifPresent(SubscribeRequestTest::assertInBounds);
  }

  @Property
  void key_thatIsEncoded_comesBack(@ForAll("keys") String key) {
    String query = "key=" + URLEncoder.encode(key, UTF_8) + "&heartbeat=60";
    assertThat(parse(query).orElseThrow().key().value()).isEqualTo(key);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(), Arbitraries.strings().withChars("%&=+k3aFz\u00e9").ofMaxLength(30));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .all()
        .ofMinLength(1)
        .ofMaxLength(64)
        .map(text -> new String(text.getBytes(UTF_8), UTF_8))
        .filter(text -> Key.parse(text).isPresent());
  }

  private static Optional<SubscribeRequest> parse(@Nullable String query) {
    return SubscribeQuery.parse(query, MIN);
  }
}
