/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.json.JsonCompactor;
import io.halley.cluster.text.Utf8;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonCompactorProperties {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void compaction_keepsTheValue(@ForAll("spacedJson") String json) {
    assertThat(value(compact(json))).isEqualTo(value(json));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void compaction_leavesNoWhiteSpaceOutsideStrings(@ForAll("spacedJson") String json) {
    String withoutStrings = compact(json).replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
    assertThat(withoutStrings).doesNotContainPattern("[ \\t\\r\\n]");
    assertThat(compact(json)).doesNotContain("\r", "\n");
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void compaction_isIdempotent(@ForAll("spacedJson") String json) {
    assertThat(compact(compact(json))).isEqualTo(compact(json));
  }

  @Property
  void anyBytes_areRefusedOrValid_andNeverThrow(@ForAll byte[] bytes) {
    JsonCompactor.compact(bytes)
        .ifPresent(json -> assertThat(value(new String(json, StandardCharsets.UTF_8))).isNotNull());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aPrefix_isNeverAnArrayOrObject(@ForAll("spacedJson") String json, @ForAll int cut) {
    String array = "[" + json + "]";
    String prefix = array.substring(0, Math.floorMod(cut, array.length()));
    assertThat(JsonCompactor.compact(prefix.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Property
  void quotedText_isOneValueAndReadsAsTheText(@ForAll String text) {
    String quoted = JsonWriter.quote(text);
    // an unpaired surrogate is escaped, so every quoted text has a UTF-8 form
    assertThat(Utf8.encode(quoted).flatMap(JsonCompactor::compact).flatMap(Utf8::decode))
        .isEqualTo(Optional.of(quoted));
    assertThat(((jakarta.json.JsonString) value(quoted)).getString()).isEqualTo(text);
  }

  private static String compact(String json) {
    return Utf8.decode(JsonCompactor.compact(json.getBytes(StandardCharsets.UTF_8)).orElseThrow())
        .orElseThrow();
  }

  private static JsonValue value(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }

  @Provide
  static Arbitrary<String> spacedJson() {
    return json(3);
  }

  /** Values that nest at most so deep: without a bound, they would grow without end. */
  private static Arbitrary<String> json(int depth) {
    if (depth == 0) {
      return spaced(scalars());
    }
    Arbitrary<List<String>> inner = json(depth - 1).list().ofMaxSize(3);
    Arbitrary<String> arrays = inner.map(values -> "[" + String.join(",", values) + "]");
    Arbitrary<String> objects =
        Combinators.combine(names().list().ofSize(3), inner).as(JsonCompactorProperties::object);
    return Arbitraries.oneOf(spaced(scalars()), spaced(arrays), spaced(objects));
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.of("true", "false", "null", "-0", "1.50", "6.02E+23", "1e-7"),
        Arbitraries.bigIntegers().map(String::valueOf),
        // only what has a UTF-8 form: the rest is another property's matter
        Arbitraries.strings()
            .ofMaxLength(8)
            .filter(text -> Utf8.encode(text).isPresent())
            .map(JsonWriter::quote));
  }

  private static Arbitrary<String> names() {
    return spaced(Arbitraries.strings().alpha().ofMaxLength(5).map(JsonWriter::quote));
  }

  private static String object(List<String> names, List<String> values) {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < values.size(); i++) {
      object.append(i == 0 ? "" : ",").append(names.get(i)).append(':').append(values.get(i));
    }
    return object.append('}').toString();
  }

  private static Arbitrary<String> spaced(Arbitrary<String> json) {
    Arbitrary<String> space = Arbitraries.strings().withChars(' ', '\t', '\r', '\n').ofMaxLength(2);
    return Combinators.combine(space, json, space)
        .as((before, value, after) -> before + value + after);
  }
}
