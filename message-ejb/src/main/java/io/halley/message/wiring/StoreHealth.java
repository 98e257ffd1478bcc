/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.message.store.StoreException;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the store does not answer. */
@Readiness
@ApplicationScoped
public class StoreHealth implements HealthCheck {
  @EJB private MessageNode node;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("halley-message-store");
    try {
      node.check();
      return answer.up().build();
    } catch (StoreException e) {
      return answer.down().withData("why", String.valueOf(e.getMessage())).build();
    }
  }
}
