/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.subscribe.SubscribeQuery;
import io.halley.comet.subscribe.SubscribeRequest;
import io.halley.comet.subscribe.SubscriberSession;
import io.halley.comet.subscribe.Subscriptions;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The sessions that are open on the Jakarta WebSocket edge, and the sweep that ends silent ones.
 * Safe for any thread.
 */
public final class EndpointSessions {
  /** How long the last texts may take before the session is closed all the same. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Sends at a time; they rarely wait, so that more would only take turns. */
  private static final int SENDERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Subscriptions subscriptions;
  private final EndpointBounds bounds;
  private final ConnectionCounters counters;
  private final SenderPool senders;
  private final LongSupplier nanoTime;
  private final Map<Session, Open> open = new ConcurrentHashMap<>();

  /**
   * @param counters where what connections lose is counted
   * @param executor runs sends; stays its owner's to close
   */
  public EndpointSessions(
      Subscriptions subscriptions,
      EndpointBounds bounds,
      ConnectionCounters counters,
      Executor executor) {
    this(subscriptions, bounds, counters, executor, System::nanoTime);
  }

  EndpointSessions(
      Subscriptions subscriptions,
      EndpointBounds bounds,
      ConnectionCounters counters,
      Executor executor,
      LongSupplier nanoTime) {
    this.subscriptions = subscriptions;
    this.bounds = bounds;
    this.counters = counters;
    this.senders = new SenderPool(executor, SENDERS, nanoTime);
    this.nanoTime = nanoTime;
  }

  /**
   * Closes every session from which nothing was heard for too long, and ends those that should have
   * ended by themselves; to be called each second, by one thread.
   */
  public void sweep() {
    long now = nanoTime.getAsLong();
    open.values().forEach(subscriber -> subscriber.sweep(now));
    senders.sweep();
  }

  void opened(Session session) {
    session.setMaxTextMessageBufferSize(bounds.textMaxBytes());
    session.setMaxBinaryMessageBufferSize(bounds.textMaxBytes());
    // the sweep above knows the protocol's silence; the container's idea of idle is another
    session.setMaxIdleTimeout(0);
    EndpointConnection connection = new EndpointConnection(session, senders, bounds, counters);
    Open subscriber =
        new Open(connection, subscriptions.open(connection, "a Jakarta WebSocket client"));
    // before anything can end it, so that its end is seen
    open.put(session, subscriber);
    Optional<SubscribeRequest> request =
        SubscribeQuery.parse(session.getQueryString(), subscriptions.heartbeatMin());
    request.ifPresentOrElse(
        subscribe -> {
          connection.use(subscribe.format(), subscribe.understandsGaps());
          subscriber.allow(nanoTime.getAsLong(), subscriptions.silence(subscribe).toNanos());
          subscriber.session.subscribe(subscribe);
        },
        subscriber.session::refuseParameters);
  }

  void received(Session session, String word) {
    Open subscriber = open.get(session);
    if (subscriber != null) {
      subscriber.heardNanos = nanoTime.getAsLong();
      subscriber.session.received(word);
    }
  }

  void receivedBinary(Session session) {
    Open subscriber = open.get(session);
    if (subscriber != null) {
      subscriber.connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  void failed(Session session, Throwable failure) {
    Open subscriber = open.get(session);
    if (subscriber != null) {
      subscriber.connection.close(
          failure instanceof IOException
              ? CloseReason.TRANSPORT_ERROR
              : CloseReason.PROTOCOL_ERROR);
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

    private volatile long allowedNanos = Long.MAX_VALUE;
    private volatile long heardNanos;

    /** When the sweep first found it closing; for the sweep only. */
    private long closingNanos;

    private boolean closing;

    Open(EndpointConnection connection, SubscriberSession session) {
      this.connection = connection;
      this.session = session;
    }

    /** From now on it may be silent for so long. */
    void allow(long now, long silence) {
      heardNanos = now;
      allowedNanos = silence;
    }

    void sweep(long now) {
      if (!connection.isClosing()) {
        if (now - heardNanos > allowedNanos) {
          connection.close(CloseReason.HEARTBEAT_LATE);
        }
      } else if (!closing) {
        closing = true;
        closingNanos = now;
      } else if (now - closingNanos > LINGER_NANOS) {
        closingNanos = now;
        connection.abandon();
      }
    }
  }
}
