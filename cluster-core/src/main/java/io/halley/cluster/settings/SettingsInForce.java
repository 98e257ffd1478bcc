/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.Map;

/**
 * Settings, and what an operator may see of them. Both come from one reading, so the values shown
 * are those that the node works with, whatever has been set since.
 *
 * @param settings the settings
 * @param values every property with the value that was read, or its default; secrets are masked,
 *     and so is what may be one in a URL
 */
public record SettingsInForce(Settings settings, Map<String, String> values) {
  public SettingsInForce {
    values = Map.copyOf(values);
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException naming every mistake
   */
  public static SettingsInForce read(SettingsSource source) {
    SettingsReader reader = new SettingsReader(source);
    Settings settings = Settings.read(reader);
    reader.finish(new SettingNames(reader.defaults().keySet()).mistakes(source.names()));
    return new SettingsInForce(settings, reader.shown());
  }
}
