/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  @Test
  void bounds_areOneTo64Characters() {
    assertThat(Key.parse("k")).isPresent();
    assertThat(Key.parse("k".repeat(64))).isPresent();
    assertThat(Key.parse("k".repeat(65))).isEmpty();
    assertThat(Key.parse("😀".repeat(64))).isPresent();
    assertThat(Key.parse("😀".repeat(65))).isEmpty();
    assertThat(Key.parse("")).isEmpty();
    assertThat(Key.parse(null)).isEmpty();
  }

  @Test
  void constructor_outOfBounds_throwsWithTheBound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key("k".repeat(65)))
        .withMessage("a key has 1 to 64 characters and no U+0000, this one has 65");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "\udc00",
        "a\ud83d",
        "\ude00\ud83d",
        "\ud83d\ud83d\ude00",
        "\u0000",
        "a\u0000b"
      })
  void unpairedSurrogatesAndNul_areNoKey(String text) {
    assertThat(Key.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"日本", "\ud83d\ude00", "a b,c", "é"})
  void anyOtherText_isAKey(String text) {
    assertThat(Key.parse(text)).map(Key::value).contains(text);
  }

  @Test
  void keysOfOneHash_areOrdered_soThatATableFindsThemInATree() {
    // a table's bin is a tree for classes that implement Comparable of themselves, and for no
    // others
    assertThat(Key.class.getGenericInterfaces())
        .anySatisfy(
            type ->
                assertThat(type.getTypeName())
                    .isEqualTo("java.lang.Comparable<" + Key.class.getName() + ">"));
    List<Key> keys = KeysTest.collidingKeys();
    assertThat(new TreeSet<>(keys)).hasSameSizeAs(keys).containsAll(keys);
    assertThat(new Key("a")).isEqualByComparingTo(new Key("a")).isLessThan(new Key("b"));
  }

  @Property
  void everyKey_survivesItsUtf8Form(@ForAll String text) {
    Key.parse(text)
        .ifPresent(
            key -> {
              byte[] utf8 = key.value().getBytes(StandardCharsets.UTF_8);
              assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
            });
  }

  @Test
  void toString_hasNoControlCharacters_soThatALogLineStaysOne() {
    assertThat(new Key("a\r\nb")).hasToString("a??b");
    assertThat(new Key("a\r\nb").value()).isEqualTo("a\r\nb");
  }
}
