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

/**
 * What MicroProfile Health answers for this process: one check of each kind, for all its roles. The
 * container makes the checks before anything can be injected into them, so they need nothing before
 * they are called.
 */
@ApplicationScoped
public class HealthChecks {
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

  private static HealthCheck check(
      String name, BiFunction<NodeHealth, Set<Role>, Verdict> question) {
    return () -> {
      Settings settings =
          Settings.read(
              property -> ConfigProvider.getConfig().getOptionalValue(property, String.class));
      Verdict verdict = question.apply(NodeHealth.of(settings.node()), settings.roles());
      HealthCheckResponseBuilder answer = HealthCheckResponse.named(name).status(verdict.isUp());
      verdict.details().forEach(answer::withData);
      return answer.build();
    };
  }
}
