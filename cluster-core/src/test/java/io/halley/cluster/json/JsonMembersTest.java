/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {
  private static final int MAX_DEPTH = 1_001;

  private static Optional<JsonMembers> members(String json) {
    return JsonMembers.of(json.getBytes(UTF_8), MAX_DEPTH);
  }

  private static Optional<String> value(String json, String name) {
    return members(json).orElseThrow().value(name).map(bytes -> new String(bytes, UTF_8));
  }

  @Test
  void value_isSpelledAsItWas() {
    String json = " { \"a\" : [ 1.0e0 , {\"b\": \"} , ]\\\"\"} ] , \"c\":null,\"d\" : { } }\n";
    assertThat(value(json, "a")).contains("[ 1.0e0 , {\"b\": \"} , ]\\\"\"} ]");
    assertThat(value(json, "c")).contains("null");
    assertThat(value(json, "d")).contains("{ }");
    assertThat(value(json, "b")).isEmpty();
    assertThat(value("{}", "a")).isEmpty();
  }

  @Test
  void string_isUnescaped() {
    String json = "{\"\\u0061\\n\":\"é\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"}";
    assertThat(members(json).orElseThrow().string("a\n")).contains("éé😀\"\\/\b\f\n\r\t\u0000");
    assertThat(members("{\"a\":\"\\ud800\"}").orElseThrow().string("a")).contains("\ud800");
    assertThat(members("{\"a\":1}").orElseThrow().string("a")).isEmpty();
  }

  @Test
  void name_thatIsRepeated_hasTheLastValue() {
    assertThat(members("{\"a\":\"1\",\"a\":\"2\"}").orElseThrow().string("a")).contains("2");
    assertThat(members("{\"a\":\"1\",\"\\u0061\":2}").orElseThrow().string("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-5,-5", "1e3,1000", "1.50e1,15", "9223372036854775807,9223372036854775807"})
  void integer_isReadHoweverItIsSpelled(String spelled, long number) {
    assertThat(members("{\"n\":" + spelled + "}").orElseThrow().integer("n")).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "9223372036854775808",
        "1e999999999",
        "1e99999999999",
        "null",
        "\"1\"",
        "[1]"
      })
  void integer_thatIsNone_isEmpty(String spelled) {
    assertThat(members("{\"n\":" + spelled + "}").orElseThrow().integer("n")).isEmpty();
    assertThat(members("{}").orElseThrow().integer("n")).isEmpty();
  }

  @Test
  void member_thatNobodyAsksFor_hasNoBoundButItsNesting() {
    String number = "9".repeat(100_000) + "." + "9".repeat(100_000) + "e" + "9".repeat(100_000);
    assertThat(value("{\"z\":" + number + ",\"a\":1}", "a")).contains("1");
    assertThat(value("{\"z\":" + number + "}", "z")).contains(number);
    String deep = "[".repeat(1_000) + "]".repeat(1_000);
    assertThat(value("{\"z\":" + deep + ",\"a\":1}", "z")).contains(deep);
    assertThat(members("{\"z\":[" + deep + "]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "[{}]", "{} {}", "{\"a\":1,}", "{\"a\"}", "\"{}\"", "{\"a\":01}"})
  void anythingElseThanOneObject_isNone(String json) {
    assertThat(members(json)).isEmpty();
  }
}
