/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.settings.ConfiguredSettings;
import io.halley.cluster.settings.SettingsException;
import io.halley.cluster.settings.SettingsInForce;
import io.halley.cluster.startup.StartupLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads this module's settings, once, when it starts: what is set later has to wait for the next.
 */
final class ModuleSettings {
  private ModuleSettings() {}

  /**
   * Reads the settings of the application that the thread runs in.
   *
   * @throws SettingsException naming every mistake; the operator has been told of them
   */
  static SettingsInForce read() {
    Config config = ConfigProvider.getConfig();
    List<Function<String, @Nullable String>> sources = new ArrayList<>();
    config.getConfigSources().forEach(source -> sources.add(source::getValue));
    try {
      return SettingsInForce.read(
          new ConfiguredSettings(
              property -> config.getOptionalValue(property, String.class),
              property -> config.getConfigValue(property).getRawValue(),
              sources,
              config.getPropertyNames()));
    } catch (SettingsException e) {
      StartupLog.refused(String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
