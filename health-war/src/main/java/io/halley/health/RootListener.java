/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.health;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.server.NodePhases;
import io.halley.cluster.settings.Settings;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Has the node be not ready before any of its modules stops. */
@WebListener
public class RootListener implements ServletContextListener {
  private @Nullable NodePhases phases;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Settings settings =
        Settings.read(
            property -> ConfigProvider.getConfig().getOptionalValue(property, String.class));
    phases =
        NodePhases.watch(
            NodeHealth.of(settings.node()),
            Objects.requireNonNull(RootListener.class.getClassLoader()),
            () -> {});
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (phases != null) {
      phases.close();
    }
  }
}
