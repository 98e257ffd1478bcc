/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.settings.SettingsException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Refuses a deployment whose settings have mistakes, before any part of it starts. The server
 * repeats what an extension reports in its answer to the deployment; of a bean that fails to start
 * it says only that.
 */
public class SettingsCheck implements Extension {

  /** Reads the settings; those of all modules are the same. */
  void check(@Observes AfterDeploymentValidation event) {
    try {
      ModuleSettings.read();
    } catch (SettingsException e) {
      event.addDeploymentProblem(new DeploymentException(e.getMessage()));
    }
  }
}
