/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final Map<String, String> NAMED = Map.of("a", "1", "b.c", "2", "x1", "nested");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain $ { } | plain $ { }",
        "${a} | 1",
        "<${a}${b.c}> | <12>",
        "${no:default} | default",
        "${a:default} | 1",
        "${no:h:1/${b.c}} | h:1/2",
        "${x${a}} | nested",
        "${no:} | ''",
        "\\${a} | ${a}",
        "\\{\\} | {}",
        "\\a\\\\b | \\a\\\\b",
        "${no:\\}} | }",
      })
  void expressions_standForOtherProperties(String value, String text) {
    assertThat(resolve(value)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${no}", "p@ss ${x}", "a${", "${a", "${}", "${:}x${no}", "${a${no}}"})
  void expression_thatResolvesToNothing_leavesNoValue(String value) {
    assertThat(resolve(value)).isEmpty();
  }

  @Test
  void literal_ofAPasswordThatLooksLikeAnExpression_isThatPassword() {
    assertThat(Expressions.literal("p@ss ${a}")).isEqualTo("p@ss \\${a}");
    assertThat(Expressions.literal("plain $ { } \\")).isEqualTo("plain $ { } \\");
  }

  @Property
  void literal_isResolvedToTheText(
      @ForAll
          @StringLength(max = 12)
          @Chars({'$', '{', '}', '\\', ':'})
          @CharRange(from = 'a', to = 'c')
          String text) {
    assertThat(resolve(Expressions.literal(text))).contains(text);
  }

  private static Optional<String> resolve(String value) {
    return Expressions.resolve(value, name -> Optional.ofNullable(NAMED.get(name)));
  }
}
