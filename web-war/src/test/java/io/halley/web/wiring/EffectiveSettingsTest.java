/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {
  private static Map<String, String> of(Map<String, String> values) {
    return EffectiveSettings.of(property -> Optional.ofNullable(values.get(property)));
  }

  @Test
  void everyProperty_isThere_withItsValueOrDefault() {
    assertThat(of(Map.of("halley.web.public-port", "1")))
        .containsOnlyKeys(Settings.defaults().keySet())
        .containsEntry("halley.web.public-port", "1")
        .containsEntry("halley.web.admin-port", "8091")
        .containsEntry("halley.comet.connections-per-key", "64")
        .containsEntry("halley.web.admin-key", "");
  }

  @Test
  void secrets_areMasked() {
    Map<String, String> values =
        of(
            Map.of(
                "halley.web.admin-key", "hush",
                "halley.redis.uri", "rediss://user:hu@sh@host:6379/1"));
    assertThat(values)
        .containsEntry("halley.web.admin-key", "***")
        .containsEntry("halley.redis.uri", "rediss://***@host:6379/1");
  }
}
