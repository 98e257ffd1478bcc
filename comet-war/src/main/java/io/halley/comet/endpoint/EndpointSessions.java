/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.subscribe.SubscribeQuery;
import io.halley.comet.subscribe.SubscriberSession;
import io.halley.comet.subscribe.Subscriptions;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The sessions that are open on the Jakarta WebSocket edge, and the sweep that ends silent ones.
 * Safe for any thread.
 */
public final class EndpointSessions {
  private final Subscriptions subscriptions;
  private final EndpointBounds bounds;
  private final Executor executor;
  private final Map<Session, Open> open = new ConcurrentHashMap<>();

  /**
   * @param executor runs sends; stays its owner's to close
   */
  public EndpointSessions(Subscriptions subscriptions, EndpointBounds bounds, Executor executor) {
    this.subscriptions = subscriptions;
    this.bounds = bounds;
    this.executor = executor;
  }

  /** Closes every session from which nothing was heard for too long; to be called each second. */
  public void sweep() {
    long now = System.nanoTime();
    open.values().stream()
        .filter(session -> now - session.heardNanos > session.allowedNanos)
        .forEach(session -> session.connection.close(CloseReason.HEARTBEAT_LATE));
  }

  void opened(Session session) {
    session.setMaxTextMessageBufferSize(bounds.textMaxBytes());
    session.setMaxBinaryMessageBufferSize(bounds.textMaxBytes());
    // the sweep below knows the protocol's silence; the container's idea of idle is another
    session.setMaxIdleTimeout(0);
    EndpointConnection connection = new EndpointConnection(session, executor, bounds);
    SubscriberSession subscriber = subscriptions.open(connection, "a Jakarta WebSocket client");
    SubscribeQuery.parse(session.getQueryString(), subscriptions.heartbeatMin())
        .ifPresentOrElse(
            request -> {
              connection.use(request.format());
              open.put(
                  session,
                  new Open(connection, subscriber, subscriptions.silence(request).toNanos()));
              subscriber.subscribe(request);
            },
            subscriber::refuseParameters);
  }

  void heard(Session session, boolean heartbeat) {
    Open subscriber = open.get(session);
    if (subscriber == null) {
      return;
    }
    if (heartbeat) {
      subscriber.heardNanos = System.nanoTime();
      subscriber.session.heartbeat();
    } else {
      subscriber.connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  void failed(Session session) {
    Open subscriber = open.get(session);
    if (subscriber != null) {
      subscriber.connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  void closed(Session session) {
    Open subscriber = open.remove(session);
    if (subscriber != null) {
      subscriber.session.ended(subscriber.connection.reason());
    }
  }

  private static final class Open {
    final EndpointConnection connection;
    final SubscriberSession session;
    final long allowedNanos;
    volatile long heardNanos = System.nanoTime();

    Open(EndpointConnection connection, SubscriberSession session, long allowedNanos) {
      this.connection = connection;
      this.session = session;
      this.allowedNanos = allowedNanos;
    }
  }
}
