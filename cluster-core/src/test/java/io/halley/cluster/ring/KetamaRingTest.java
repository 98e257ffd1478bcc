/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KetamaRingTest {
  private static final String VECTORS = "/vectors/ketama.json";

  static Stream<JsonObject> rings() throws Exception {
    try (InputStream in =
            Objects.requireNonNull(KetamaRingTest.class.getResourceAsStream(VECTORS));
        JsonReader reader = Json.createReader(in)) {
      JsonObject vectors = reader.readObject();
      assertThat(vectors.getInt("base")).isEqualTo(KetamaRing.SPOTS);
      return vectors.getJsonArray("rings").stream().map(JsonValue::asJsonObject);
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void owner_isTheReferencesForEveryRecordedKey(JsonObject recorded) {
    Map<String, Integer> weights = new TreeMap<>();
    JsonObject nodes = recorded.getJsonObject("nodes");
    nodes.keySet().forEach(name -> weights.put(name, nodes.getInt(name)));
    KetamaRing ring = new KetamaRing(weights);

    Map<String, String> expected = new TreeMap<>();
    Map<String, String> owners = new TreeMap<>();
    JsonObject keys = recorded.getJsonObject("keys");
    for (String key : keys.keySet()) {
      expected.put(key, keys.getString(key));
      owners.put(key, ring.owner(key).orElseThrow());
    }

    assertThat(owners).hasSizeGreaterThan(400).isEqualTo(expected);
  }

  @Test
  void owner_inAnEmptyRing_isNobody() {
    assertThat(new KetamaRing(Map.of()).owner("a")).isEmpty();
  }

  @Test
  void owner_inARingOfOne_isThatOneForEveryKey() {
    KetamaRing ring = new KetamaRing(Map.of("only", 1));
    for (int i = 0; i < 1_000; i++) {
      assertThat(ring.owner("key" + i)).contains("only");
    }
  }

  @Property(tries = 20)
  void owner_doesNotDependOnTheOrderOfTheNames(
      @ForAll @IntRange(min = 2, max = 6) int names, @ForAll String key) {
    Map<String, Integer> forwards = new LinkedHashMap<>();
    Map<String, Integer> backwards = new LinkedHashMap<>();
    for (int i = 0; i < names; i++) {
      forwards.put("node" + i, 1 + i % 2);
      int j = names - 1 - i;
      backwards.put("node" + j, 1 + j % 2);
    }
    assertThat(new KetamaRing(forwards).owner(key)).isEqualTo(new KetamaRing(backwards).owner(key));
  }

  @Property(tries = 200)
  void aNodeThatLeaves_movesOnlyItsOwnKeys(@ForAll String key) {
    KetamaRing before = new KetamaRing(Map.of("a", 1, "b", 1, "c", 1));
    KetamaRing after = new KetamaRing(Map.of("a", 1, "b", 1));
    String owner = before.owner(key).orElseThrow();
    if (!owner.equals("c")) {
      assertThat(after.owner(key)).contains(owner);
    }
  }

  @Test
  void weightBelowOne_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KetamaRing(Map.of("a", 0)))
        .withMessageContaining("a")
        .withMessageContaining("at least 1");
  }
}
