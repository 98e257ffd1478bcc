/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.endpoint.Upgrade;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request for an upgrade as Tyrus sees it: its query is one that {@link java.net.URI} takes, its
 * parameters lead to the {@link Upgrade}, and its handler is ours. For the thread of the request.
 */
final class UpgradeRequest extends HttpServletRequestWrapper {
  private final GrizzlyTransport transport;
  private final EndpointSessions sessions;
  private final Upgrade upgrade;
  private @Nullable SubscriberUpgradeHandler handler;

  UpgradeRequest(
      HttpServletRequest request, GrizzlyTransport transport, EndpointSessions sessions) {
    super(request);
    this.transport = transport;
    this.sessions = sessions;
    this.upgrade = sessions.upgrading(transport);
  }

  @Override
  public @Nullable String getQueryString() {
    String query = super.getQueryString();
    return query == null ? null : UriQuery.encoded(query);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return upgrade.parameters();
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass)
      throws IOException, ServletException {
    if (handlerClass != TyrusHttpUpgradeHandler.class) {
      throw new ServletException("no upgrade to " + handlerClass.getName() + " is known here");
    }
    SubscriberUpgradeHandler ours = super.upgrade(SubscriberUpgradeHandler.class);
    ours.use(sessions, upgrade);
    handler = ours;
    transport.onClosed(() -> sessions.transportClosed(upgrade, ours::transportClosed));
    return handlerClass.cast(ours);
  }

  /** Something was thrown; returns whether that was after the upgrade. */
  boolean failed() {
    if (handler == null) {
      return false;
    }
    handler.fail();
    return true;
  }

  /** The filters are through; without an upgrade the request was answered otherwise. */
  void served() {
    if (handler == null) {
      sessions.notUpgraded(upgrade);
    }
  }
}
