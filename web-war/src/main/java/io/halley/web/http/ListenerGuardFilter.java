/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.settings.Settings;
import io.halley.web.json.JsonWriter;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Puts the {@link ListenerGuard} in front of everything that this application answers, and behind
 * it the {@link Shortcut} past JAX-RS: one filter, since nobody but itself decides the order of
 * two.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ListenerGuardFilter implements Filter {
  @Inject Settings settings;
  @Inject Shortcut shortcut;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestOrigin visit = new RequestOrigin((HttpServletRequest) request);
    Optional<DenialReason> refusal = new ListenerGuard(settings.web()).refusal(visit);
    if (refusal.isPresent()) {
      refuse(visit, (HttpServletResponse) response, refusal.get());
    } else if (!isTaken(visit, (HttpServletResponse) response)) {
      chain.doFilter(request, response);
    }
  }

  private boolean isTaken(RequestOrigin visit, HttpServletResponse response) {
    return ApiPath.of(visit.path())
        .map(path -> shortcut.takes(path, visit.request(), response))
        .orElse(false);
  }

  private static void refuse(
      RequestOrigin visit, HttpServletResponse response, DenialReason refusal) throws IOException {
    response.setStatus(refusal.status());
    switch (refusal) {
      case KEY_NEEDED -> response.setHeader("WWW-Authenticate", "Bearer realm=\"halley\"");
      case METHOD_NOT_ALLOWED ->
          ApiPath.of(visit.path()).ifPresent(path -> response.setHeader("Allow", path.method()));
      case NOT_FOUND, NO_KEY_CONFIGURED, PAGE_WITHOUT_KEY -> {}
    }
    byte[] body = new JsonWriter().raw("{\"error\":").string(refusal.sentence()).raw("}").bytes();
    response.setContentType("application/json;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
