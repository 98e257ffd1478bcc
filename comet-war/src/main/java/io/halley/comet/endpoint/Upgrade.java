/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its upgrade to WebSocket until its transport is closed. The container makes the
 * {@link Session} some time later, on a thread of its choice, or never; the request parameter
 * {@value #PARAMETER}, which the client cannot write, leads from the session back to the upgrade.
 * Safe for any thread.
 */
public final class Upgrade {
  private static final String PARAMETER = "upgrade";

  private final String id;
  private final Transport transport;
  private final long sinceNanos;

  private @Nullable Session session; // guarded by this, as the next
  private boolean ended;

  Upgrade(long number, Transport transport, long sinceNanos) {
    this.id = Long.toString(number);
    this.transport = transport;
    this.sinceNanos = sinceNanos;
  }

  /** The request parameters that the container is to give the session. */
  public Map<String, String[]> parameters() {
    return Map.of(PARAMETER, new String[] {id});
  }

  /** The id of the upgrade that led to a session; empty where the session came by no upgrade. */
  static String idOf(Session session) {
    List<String> ids = session.getRequestParameterMap().getOrDefault(PARAMETER, List.of());
    return ids.isEmpty() ? "" : ids.get(0);
  }

  String id() {
    return id;
  }

  Transport transport() {
    return transport;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** The container has made the session; false: too late, for the transport is closed. */
  synchronized boolean opened(Session opened) {
    session = opened;
    return !ended;
  }

  /** The transport is closed; returns the session, null where the container made none. */
  synchronized @Nullable Session ended() {
    ended = true;
    return session;
  }

  /** The session, null as long as the container made none. */
  synchronized @Nullable Session session() {
    return session;
  }
}
