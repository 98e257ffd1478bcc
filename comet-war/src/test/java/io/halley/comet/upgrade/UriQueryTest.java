/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriQueryTest {
  @Test
  void anyQuery_becomesOneThatAUriTakes() {
    IntStream.rangeClosed(0, 0x1ff)
        .mapToObj(c -> "key=" + (char) c + "b&heartbeat=30")
        .forEach(
            query ->
                assertThat(URI.create("/sub?" + UriQuery.encoded(query)).getRawQuery())
                    .as(query)
                    .endsWith("b&heartbeat=30"));
  }

  @ParameterizedTest
  @CsvSource({"auth0|5f7c, auth0%7C5f7c", "a\\b^c`, a%5Cb%5Ec%60", "{x}, %7Bx%7D"})
  void charactersThatBrowsersLeave_standForThemselves(String sent, String encoded) {
    assertThat(UriQuery.encoded(sent)).isEqualTo(encoded);
  }

  @Test
  void bytesOfUtf8_areEncodedByteByByte() {
    assertThat(UriQuery.encoded("\u00c3\u00a9")).isEqualTo("%C3%A9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key=a%20b&x=%C3%A9", "a=b+c&d", "", "k=%2f%2F"})
  void whatAUriAllows_isLeftAsItIs(String query) {
    assertThat(UriQuery.encoded(query)).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "%2g", "\u6f22"})
  void whatIsNoEncoding_becomesAByteThatNoDecoderTakes(String query) {
    assertThat(UriQuery.encoded(query)).startsWith("%FF");
  }
}
