/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "007", "30", "9223372036854775807"})
  void digits_areTheNumber(String text) {
    assertThat(Digits.parse(text, Long.MAX_VALUE)).hasValue(Long.parseLong(text));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "+30",
        "-1",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "a",
        "\u0663\u0660",
        "\uff11",
        "\u00b2",
        "9223372036854775808",
        "9999999999999999999",
        "18446744073709551616",
        "00000000000000000001"
      })
  void anythingElse_isNone(@Nullable String text) {
    assertThat(Digits.parse(text, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void bound_isInclusive() {
    assertThat(Digits.parse("65535", 65_535)).hasValue(65_535);
    assertThat(Digits.parse("65536", 65_535)).isEmpty();
  }
}
