/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
  private static final Path FILE = Path.of("../server-config/halley.properties");
  private static final Pattern SETTING = Pattern.compile("#(halley\\.[a-z0-9.-]+)=(.*)");

  @Test
  void file_namesEverySettingWithItsDefault() throws IOException {
    Map<String, String> documented = new HashMap<>();
    for (String line : Files.readAllLines(FILE)) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        documented.put(setting.group(1), setting.group(2));
      }
    }

    assertThat(documented).containsExactlyInAnyOrderEntriesOf(Settings.defaults());
  }

  @Test
  void file_changesNothingUntilSomebodyEditsIt() throws IOException {
    assertThat(Files.readAllLines(FILE)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
  }

  @Test
  void file_explainsEverySettingAboveIt() throws IOException {
    Map<String, String> explanations = new LinkedHashMap<>();
    String explanation = "";
    for (String line : Files.readAllLines(FILE)) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        explanations.put(setting.group(1), explanation);
      } else {
        explanation = line.startsWith("# ") ? explanation + line : "";
      }
    }

    List<String> unexplained =
        explanations.entrySet().stream()
            .filter(entry -> !entry.getValue().contains("."))
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    assertThat(unexplained).isEmpty();
  }
}
