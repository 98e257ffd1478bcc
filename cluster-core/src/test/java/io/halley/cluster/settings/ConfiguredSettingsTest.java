/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredSettingsTest {
  private static final Map<String, String> FIRST = Map.of("blank", "", "both", "1");
  private static final Map<String, String> SECOND = Map.of("blank", "2", "both", "");

  /** As Payara reads them: the first that is not empty, with what is missing left out. */
  private static ConfiguredSettings of(Map<String, String> written, Map<String, String> values) {
    return new ConfiguredSettings(
        property -> Optional.ofNullable(values.get(property)),
        written::get,
        List.of(FIRST::get, SECOND::get),
        List.of());
  }

  @Test
  void expression_thatLeavesAValueWithAPartMissing_isUnresolved() {
    ConfiguredSettings settings =
        of(
            Map.of("a", "p@ss ${x}", "b", "${c}", "d", "\\${x}", "e", "${x:1}"),
            Map.of("a", "p@ss ", "b", "3", "c", "3", "d", "${x}", "e", "1"));
    assertThat(settings.isUnresolved("a")).isTrue();
    assertThat(settings.isUnresolved("b")).isFalse();
    assertThat(settings.isUnresolved("d")).isFalse();
    assertThat(settings.isUnresolved("e")).isFalse();
    assertThat(settings.isUnresolved("no-such")).isFalse();
  }

  @Test
  void expression_thatNamesItself_isUnresolved() {
    ConfiguredSettings settings =
        new ConfiguredSettings(
            property -> Optional.empty(),
            property -> {
              throw new IllegalArgumentException("recursive");
            },
            List.of(),
            List.of());
    assertThat(settings.isUnresolved("a")).isTrue();
  }

  @Test
  void blank_isWhatIsSetToNothing_whereItIsLookedForFirst() {
    ConfiguredSettings settings = of(Map.of(), Map.of());
    assertThat(settings.isBlank("blank")).isTrue();
    assertThat(settings.isBlank("both")).isFalse();
    assertThat(settings.isBlank("neither")).isFalse();
  }
}
