/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
  @Test
  void value_isDecoded() {
    assertThat(QueryParameters.of("k=a%20b+c%c3%A9&x").get("k")).isEqualTo("a b cé");
    assertThat(QueryParameters.of("%6b=a=b&x").get("k")).isEqualTo("a=b");
    assertThat(QueryParameters.of("k=a&k=b").get("k")).isEqualTo("a");
    assertThat(QueryParameters.of("x&k=").get("x")).isEmpty();
    assertThat(QueryParameters.of(null).get("x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"é漢😀", "auth0|5f7c", "a\\b^c{d}`e", "a/b?c:d@e;f,g\"<>[]"})
  void character_thatIsNotEncoded_standsForItself(String text) {
    String sent = new String(text.getBytes(UTF_8), ISO_8859_1);
    assertThat(QueryParameters.of("k=" + sent).get("k")).isEqualTo(text);
    assertThat(QueryParameters.ofForm(("k=" + text).getBytes(UTF_8)).get("k")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "%zz",
        "%4g",
        "%+1",
        "%ff",
        "%C3",
        "%C3%28",
        "%C0%80",
        "%ED%A0%80",
        "%F4%90%80%80",
        "\u00e9",
        "\u65e5",
        "%\uff14\uff11",
        "%\u0664\u0661"
      })
  void value_thatIsNotPercentEncodedUtf8_isMalformed(String value) {
    QueryParameters parameters = QueryParameters.of("k=" + value + "&x=1&k=2");
    assertThat(parameters.get("k")).isNull();
    assertThat(parameters.isMalformed("x", "k")).isTrue();
    assertThat(parameters.isMalformed("x", "y")).isFalse();
    assertThat(parameters.get("x")).isEqualTo("1");
  }

  @Property
  void anyText_thatIsEncoded_comesBack(@ForAll String text) {
    String value = new String(text.getBytes(UTF_8), UTF_8);
    String query = "a=1&k=" + URLEncoder.encode(value, UTF_8) + "&b";
    assertThat(QueryParameters.of(query).get("k")).isEqualTo(value);
  }
}
