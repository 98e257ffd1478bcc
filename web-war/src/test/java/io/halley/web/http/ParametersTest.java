/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final long U32 = 0xffff_ffffL;

  @Test
  void text_isDecoded() {
    assertThat(Parameters.of("k=a%20b+c%C3%A9&x=1").text("k")).contains("a b cé");
    assertThat(Parameters.of("%6B=v").text("k")).contains("v");
    // bytes that were sent as they are, as the container hands them on
    assertThat(Parameters.of("k=\u00c3\u00a9").text("k")).contains("é");
    assertThat(Parameters.of("k=a=b").text("k")).contains("a=b");
  }

  @Test
  void text_thatIsMissingOrEmpty_isAbsent() {
    assertThat(Parameters.of(null).text("k")).isEmpty();
    assertThat(Parameters.of("").text("k")).isEmpty();
    assertThat(Parameters.of("k").text("k")).isEmpty();
    assertThat(Parameters.of("k=&x=1").text("k")).isEmpty();
    assertThat(Parameters.of("K=a").text("k")).isEmpty();
  }

  @Test
  void text_givenTwice_isTheFirst() {
    assertThat(Parameters.of("k=a&k=b").text("k")).contains("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "%4", "%zz", "%ff", "%C3", "%C0%80", "%ED%A0%80", "a%fe", "\u00e9", "\u65e5"})
  void text_thatIsNotPercentEncodedUtf8_isAbsent(String malformed) {
    assertThat(Parameters.of("k=" + malformed).text("k")).isEmpty();
    assertThat(Parameters.of("k=" + malformed).key("k")).isEmpty();
    assertThat(Parameters.of("k=" + malformed).isMalformed("k")).isTrue();
    assertThat(Parameters.of("k=" + malformed + "&x=1").text("x")).contains("1");
  }

  @Test
  void key_isWithinItsBounds() {
    assertThat(Parameters.of("k=" + "a".repeat(64)).key("k")).isPresent();
    assertThat(Parameters.of("k=" + "a".repeat(65)).key("k")).isEmpty();
    assertThat(Parameters.of("k=" + "%F0%9F%98%80".repeat(64)).key("k")).isPresent();
    assertThat(Parameters.of("k=" + "%F0%9F%98%80".repeat(65)).key("k")).isEmpty();
    assertThat(Parameters.of("k=a%00").key("k")).isEmpty();
    assertThat(Parameters.of("k=").key("k")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "4294967295", "007"})
  void number_inDigitsWithinItsBound_isRead(String digits) {
    assertThat(Parameters.of("n=" + digits).number("n", U32))
        .isEqualTo(OptionalLong.of(Long.parseLong(digits)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "%2B1",
        "+1",
        "1.0",
        "1e3",
        "0x1",
        "a",
        "4294967296",
        "18446744073709551615",
        "99999999999999999999",
        "%D9%A1",
        "1 "
      })
  void number_thatIsAnythingElse_isAbsent(String text) {
    assertThat(Parameters.of("n=" + text).number("n", U32)).isEmpty();
  }

  @Test
  void number_goesUpToTheLargestLong() {
    assertThat(Parameters.of("n=9223372036854775807").number("n", Long.MAX_VALUE))
        .hasValue(Long.MAX_VALUE);
    assertThat(Parameters.of("n=9223372036854775808").number("n", Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void form_isReadAlike() {
    byte[] body = "key=%C3%A9+1&x".getBytes(StandardCharsets.UTF_8);
    assertThat(Parameters.ofForm(body).text("key")).contains("é 1");
    assertThat(Parameters.ofForm(new byte[0]).text("key")).isEmpty();
  }
}
