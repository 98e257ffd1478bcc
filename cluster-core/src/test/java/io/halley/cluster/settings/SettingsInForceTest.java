/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsInForceTest {
  private static Map<String, String> values(Map<String, String> set) {
    return SettingsInForce.read(property -> Optional.ofNullable(set.get(property))).values();
  }

  @Test
  void everyProperty_isThere_withItsValueOrDefault() {
    assertThat(values(Map.of("halley.web.public-port", " 1 ")))
        .containsOnlyKeys(Settings.defaults().keySet())
        .containsEntry("halley.web.public-port", "1")
        .containsEntry("halley.web.admin-port", "8091")
        .containsEntry("halley.comet.connections-per-key", "64")
        .containsEntry("halley.sql.url", MessageSettings.H2_URL)
        .containsEntry("halley.web.admin-key", "");
  }

  @Test
  void values_areThoseThatTheSettingsWereReadWith() {
    Map<String, String> set = new HashMap<>(Map.of("halley.message.cap", "3"));
    SettingsInForce inForce =
        SettingsInForce.read(property -> Optional.ofNullable(set.get(property)));

    set.put("halley.message.cap", "4");

    assertThat(inForce.settings().message().cap()).isEqualTo(3);
    assertThat(inForce.values()).containsEntry("halley.message.cap", "3");
  }

  @Test
  void secrets_areMasked() {
    Map<String, String> set = new HashMap<>();
    Settings.defaults()
        .keySet()
        .forEach(
            property -> {
              if (property.matches(".*(admin-key|secret|password)")) {
                set.put(property, "hush");
              } else if (property.matches("halley.sql.*[.]url")) {
                set.put(property, "jdbc:mariadb://h/d?socketTimeout=5&password=hush");
              }
            });
    set.put("halley.message.store", "redis");
    set.put("halley.redis.uri", "rediss://user:hush@host:6379/1");
    set.put("halley.redis.sources", "a:1=redis://u:hush@h b:1=redis://:hush@i");

    assertThat(values(set))
        .containsEntry("halley.web.admin-key", "***")
        .containsEntry("halley.redis.uri", "rediss://***@host:6379/1")
        .containsEntry("halley.redis.sources", "a:1=redis://***@h b:1=redis://***@i")
        .containsEntry("halley.sql.url", "jdbc:mariadb://h/d?socketTimeout=5&password=***")
        .allSatisfy((property, value) -> assertThat(value).as(property).doesNotContain("hush"));
  }
}
