/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application, at the root of the server. */
@ApplicationPath("/")
public class WebApplication extends Application {
  @Override
  public Map<String, Object> getProperties() {
    // an error without a body stays one: the container adds no page of its own
    return Map.of("jersey.config.server.response.setStatusOverSendError", true);
  }
}
