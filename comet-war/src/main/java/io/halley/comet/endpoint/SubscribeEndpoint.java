/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** {@code /comet/sub}: hands what comes to the session; nothing else. */
@ServerEndpoint("/sub")
public class SubscribeEndpoint {
  private final EndpointSessions sessions;

  @Inject
  public SubscribeEndpoint(EndpointSessions sessions) {
    this.sessions = sessions;
  }

  @OnOpen
  public void opened(Session session) {
    sessions.opened(session);
  }

  @OnMessage
  public void text(Session session, String text) {
    sessions.received(session, text);
  }

  @OnMessage
  public void binary(Session session, byte[] bytes) {
    sessions.receivedBinary(session);
  }

  @OnError
  public void failed(Session session, Throwable failure) {
    sessions.failed(session, failure);
  }

  @OnClose
  public void closed(Session session) {
    sessions.closed(session);
  }
}
