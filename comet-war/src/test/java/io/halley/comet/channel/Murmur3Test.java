/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class Murmur3Test {
  /** The keys in the file have no escapes. */
  private static final Pattern VECTOR = Pattern.compile("\"([^\"\\\\]*)\": (\\d+)");

  @Test
  void hash_isThatOfTheReferenceForEveryVector() throws IOException {
    Map<String, Integer> vectors = vectors();
    assertThat(vectors).hasSize(413).containsKeys("", "用户");
    Map<String, Integer> hashes =
        vectors.keySet().stream().collect(Collectors.toMap(key -> key, Murmur3::hash));
    assertThat(hashes).isEqualTo(vectors);
  }

  private static Map<String, Integer> vectors() throws IOException {
    try (InputStream file = Murmur3Test.class.getResourceAsStream("/vectors/murmur3.json")) {
      String json = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return VECTOR
          .matcher(json)
          .results()
          .collect(Collectors.toMap(v -> v.group(1), v -> Integer.parseUnsignedInt(v.group(2))));
    }
  }
}
