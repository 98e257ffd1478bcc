/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import io.halley.comet.endpoint.EndpointSessions;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Says which requests reach the container's WebSocket filter, and in which form: those for {@code
 * /comet/sub} on the application server's own listeners. The listeners of a web node in the same
 * process answer 404.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UpgradeFilter implements Filter {
  private static final Logger LOG = System.getLogger(UpgradeFilter.class.getName());
  private static final String PATH = "/sub";
  private static final String WEB_SOCKET_KEY = "Sec-WebSocket-Key";

  @Inject Settings settings;
  @Inject EndpointSessions sessions;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (isWebListener(http.getLocalPort())) {
      ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (http.getHeader(WEB_SOCKET_KEY) == null) {
      // Tyrus looks no further either
      chain.doFilter(request, response);
    } else if (http.getRequestURI().equals(http.getContextPath() + PATH)) {
      upgrade(new UpgradeRequest(http, GrizzlyTransport.of(http), sessions), response, chain);
    } else {
      ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void upgrade(UpgradeRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (!request.failed()) {
        throw e;
      }
      // a container that is thrown at would keep the upgraded connection; this way it opens the
      // handler, which closes it
      LOG.log(Level.DEBUG, "an upgrade failed", e);
    } finally {
      request.served();
    }
  }

  private boolean isWebListener(int port) {
    return settings.roles().contains(Role.WEB) && settings.web().ports().contains(port);
  }
}
