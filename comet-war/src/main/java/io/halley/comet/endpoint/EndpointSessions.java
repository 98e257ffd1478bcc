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
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The connections of the Jakarta WebSocket edge, each from its upgrade to the end of its transport,
 * and the sweep that ends silent ones. Safe for any thread.
 */
public final class EndpointSessions {
  /** How many tasks its executor has at a time, at the most. */
  public static final int SENDERS_AT_MOST = SenderPool.MOST;

  /** How long the last texts may take before the session is closed all the same. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Sends at a time; they rarely wait, so that more would only take turns. */
  private static final int SENDERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Logger LOG = System.getLogger(EndpointSessions.class.getName());

  /** What the log calls a client until its key is known. */
  private static final String PEER = "a Jakarta WebSocket client";

  private final Subscriptions subscriptions;
  private final EndpointBounds bounds;
  private final ConnectionCounters counters;
  private final SenderPool senders;
  private final LongSupplier nanoTime;
  private final AtomicLong upgradeNumbers = new AtomicLong();
  private final Map<String, Upgrade> upgrades = new ConcurrentHashMap<>();
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
   * Closes every connection from which nothing was heard for too long, and ends those that should
   * have ended by themselves; to be called each second, by one thread.
   */
  public void sweep() {
    long now = nanoTime.getAsLong();
    long firstPacket = bounds.firstPacketTimeout().toNanos();
    for (Upgrade upgrade : upgrades.values()) {
      if (upgrade.session() == null && now - upgrade.sinceNanos() > firstPacket) {
        refuse(upgrade, CloseReason.FIRST_PACKET_LATE);
      }
    }
    open.values().forEach(subscriber -> subscriber.sweep(now));
    senders.sweep();
  }

  /** The longest payload of a frame from a client, in bytes. */
  public int frameMaxBytes() {
    return bounds.textMaxBytes();
  }

  /**
   * A client asks for an upgrade. From now on it is bounded in time, and the caller tells when its
   * transport is closed.
   */
  public Upgrade upgrading(Transport transport) {
    Upgrade upgrade =
        new Upgrade(upgradeNumbers.incrementAndGet(), transport, nanoTime.getAsLong());
    upgrades.put(upgrade.id(), upgrade);
    return upgrade;
  }

  /** The request was not upgraded, and was answered otherwise. */
  public void notUpgraded(Upgrade upgrade) {
    upgrades.remove(upgrade.id());
  }

  /** Whether the container has opened a session for the upgrade, which lasts. */
  public boolean isOpen(Upgrade upgrade) {
    Session session = upgrade.session();
    return session != null && open.containsKey(session);
  }

  /** The container failed to open a session for the upgrade; its transport is closed. */
  public void notOpened(Upgrade upgrade) {
    refuse(upgrade, CloseReason.TRANSPORT_ERROR);
  }

  /** The client began a frame that is longer than the bound; what follows is not read. */
  public void frameTooLong(Upgrade upgrade) {
    Session session = upgrade.session();
    Open subscriber = session == null ? null : open.get(session);
    if (subscriber != null) {
      subscriber.connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  /**
   * The transport of an upgrade is closed, whichever side closed it: its session ends now. Does not
   * block.
   *
   * @param release lets the container forget what it holds for the connection; runs on a thread of
   *     the executor, and may block
   */
  public void transportClosed(Upgrade upgrade, Runnable release) {
    senders.execute(
        () -> {
          Session session = upgrade.ended();
          if (session != null) {
            upgrades.remove(upgrade.id());
            closed(session);
          } else if (upgrades.remove(upgrade.id()) != null) {
            subscriptions.endedUnopened(PEER, CloseReason.TRANSPORT_ERROR);
          }
          release.run();
        });
  }

  /** Ends the transport of an upgrade that has no session. */
  private void refuse(Upgrade upgrade, CloseReason reason) {
    if (upgrades.remove(upgrade.id()) != null) {
      subscriptions.endedUnopened(PEER, reason);
    }
    upgrade.transport().terminate();
  }

  void opened(Session session) {
    Upgrade upgrade = upgrades.get(Upgrade.idOf(session));
    if (upgrade == null) {
      // gone, or too late
      end(session, CloseReason.FIRST_PACKET_LATE);
      return;
    }
    session.setMaxTextMessageBufferSize(bounds.textMaxBytes());
    session.setMaxBinaryMessageBufferSize(bounds.textMaxBytes());
    // the sweep above knows the protocol's silence; the container's idea of idle is another
    session.setMaxIdleTimeout(0);
    EndpointConnection connection = new EndpointConnection(session, senders, bounds, counters);
    Open subscriber =
        new Open(upgrade.transport(), connection, subscriptions.open(connection, PEER));
    // before anything can end it, so that its end is seen
    open.put(session, subscriber);
    if (!upgrade.opened(session)) {
      closed(session);
      return;
    }
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

  private static void end(Session session, CloseReason reason) {
    try {
      session.close(
          new jakarta.websocket.CloseReason(CloseCodes.NORMAL_CLOSURE, reason.sentence()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a session was closed already", e);
    }
  }

  private static final class Open {
    final Transport transport;
    final EndpointConnection connection;
    final SubscriberSession session;

    private volatile long allowedNanos = Long.MAX_VALUE;
    private volatile long heardNanos;

    /** When the sweep first found it closing; for the sweep only. */
    private long closingNanos;

    private boolean closing;

    Open(Transport transport, EndpointConnection connection, SubscriberSession session) {
      this.transport = transport;
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
        // a goodbye that does not end is cut short: the client does not read, or does not answer
        transport.terminate();
      }
    }
  }
}
