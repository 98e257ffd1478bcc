/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCompactorTest {
  private static Optional<String> compact(String json) {
    return compact(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> compact(byte[] json) {
    return JsonCompactor.compact(json).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{ \"a\" : [ 1 , 2 ] , \"b\" : { } } | {\"a\":[1,2],\"b\":{}}",
        " [ ] | []",
        "# \r\n\t 1 \r\n\t # | 1",
        "[ null , true , false ] | [null,true,false]",
        "\"a b\" | \"a b\"",
        "[ \"\\\\\" , \" , \" ] | [\"\\\\\",\" , \"]",
        "{\"\":{\"a\":[[],{},[{}]]}} | {\"\":{\"a\":[[],{},[{}]]}}",
      })
  void whiteSpace_goes_andStringsStay(String json, String compacted) {
    assertThat(compact(json)).contains(compacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.50",
        "1E+2",
        "1e-02",
        "-12.0e0",
        "123456789012345678901234567890",
        "\"\\u00e9\\/\\b\\f\\n\\r\\t\\\\\\\"\"",
        "\"é日\ud83d\ude00\u2028\u007f\"",
        "\"\\ud800\""
      })
  void spelling_ofNumbersAndStrings_stays(String json) {
    assertThat(compact(json)).contains(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1 2",
        "{} x",
        "[1]]",
        "[1",
        "[",
        "]",
        "{",
        "}",
        "{]",
        "[}",
        "[1}",
        "{\"a\":1]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{,}",
        "[\"a\":1]",
        "{\"a\":1 \"b\":2}",
        "{\"a\":}",
        ",",
        ":",
        "01",
        "-01",
        "00",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "-Infinity",
        "tru",
        "truE",
        "nul",
        "nulll",
        "True",
        "'a'",
        "a",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "\"a\u0000b\"",
        "\"a\u001fb\"",
        "\u000b1",
        "\u00a01",
        "/**/1",
        "1//",
        "\ufeff1",
        "hello"
      })
  void whatIsNotOneValue_isRefused(String text) {
    assertThat(compact(text)).isEmpty();
  }

  static Stream<byte[]> malformedUtf8() {
    return Stream.of(
            "80",
            "c080",
            "c1bf",
            "c3",
            "e08080",
            "e28280c3",
            "e282",
            "eda080",
            "edbfbf",
            "f0808080",
            "f09f98",
            "f4908080",
            "f8888080",
            "fe",
            "ff",
            "c328",
            "e228a1",
            "f0288cbc")
        .map(hex -> java.util.HexFormat.of().parseHex("22" + hex + "22"));
  }

  @ParameterizedTest
  @MethodSource("malformedUtf8")
  void malformedUtf8_isRefused(byte[] json) {
    assertThat(compact(json)).isEmpty();
  }

  @Test
  void otherEncodings_areRefused() {
    assertThat(compact("\"a\"".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    assertThat(compact("\"a\"".getBytes(StandardCharsets.UTF_16))).isEmpty();
    assertThat(compact("\"é\"".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void depth_isBounded_withoutRecursion() {
    assertThat(compact("[".repeat(65_536))).isEmpty();
    assertThat(compact("{\"a\":".repeat(13_000))).isEmpty();
    assertThat(compact("[".repeat(32_768) + "]".repeat(32_768))).isEmpty();
    int most = JsonCompactor.MAX_DEPTH;
    String deepest = "[".repeat(most) + "]".repeat(most);
    assertThat(compact(deepest)).contains(deepest);
    assertThat(compact("[" + deepest + "]")).isEmpty();
  }

  @Test
  void breadth_isNotDepth() {
    String wide = "[" + "[],{},".repeat(10_000) + "0]";
    assertThat(compact(wide)).contains(wide);
  }

  @Test
  void input_isLeftAsItIs() {
    byte[] json = "[ 1 ]".getBytes(StandardCharsets.UTF_8);
    JsonCompactor.compact(json);
    assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("[ 1 ]");
  }
}
