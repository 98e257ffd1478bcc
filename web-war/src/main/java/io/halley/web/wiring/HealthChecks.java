/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.health.Verdict;
import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Set;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/**
 * What MicroProfile Health answers for this process: one check of each kind, for all its roles. The
 * container makes the checks before anything can be injected into them, so they need nothing before
 * they are called.
 */
@ApplicationScoped
public class HealthChecks {
  /** Read with the first question: what is set later is not in force. */
  private volatile @Nullable Settings settings;

  @Produces
  @Startup
  HealthCheck started() {
    return check("halley-started", NodeHealth::started);
  }

  @Produces
  @Readiness
  HealthCheck ready() {
    return check("halley-ready", NodeHealth::ready);
  }

  @Produces
  @Liveness
  HealthCheck live() {
    return check("halley-live", NodeHealth::live);
  }

  private HealthCheck check(String name, BiFunction<NodeHealth, Set<Role>, Verdict> question) {
    return () -> {
      Settings node = settings();
      Verdict verdict = question.apply(NodeHealth.of(node.node()), node.roles());
      HealthCheckResponseBuilder answer = HealthCheckResponse.named(name).status(verdict.isUp());
      verdict.details().forEach(answer::withData);
      return answer.build();
    };
  }

  private Settings settings() {
    Settings read = settings;
    if (read == null) {
      read =
          Settings.read(
              property -> ConfigProvider.getConfig().getOptionalValue(property, String.class));
      settings = read;
    }
    return read;
  }
}
