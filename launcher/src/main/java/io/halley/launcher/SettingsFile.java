/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The operator's settings; the file of the build is all comments until somebody edits it. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * Reads the file that was asked for, or else the layout's.
   *
   * @throws RefusedException if it cannot be read
   */
  static Map<String, String> read(Optional<Path> asked, Layout layout) {
    Path file = asked.orElse(layout.conf().resolve("halley.properties"));
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException("the settings file " + file + " cannot be read: " + e + ".");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
