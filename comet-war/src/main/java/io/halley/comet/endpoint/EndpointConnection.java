/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection on a Jakarta WebSocket session, which takes one text at a time: the others wait
 * here, bounded in messages and in bytes. Sends run on an executor, because the container may block
 * in them.
 */
final class EndpointConnection implements Connection {
  private static final Logger LOG = System.getLogger(EndpointConnection.class.getName());

  private final Session session;
  private final Executor executor;
  private final EndpointBounds bounds;
  private final ConnectionCounters counters;
  private OutboundQueue waiting;

  /** Whether a text is on its way, or a task that will take the next one. */
  private boolean sending;

  private @Nullable CloseReason reason;
  private volatile MessageFormat format = MessageFormat.VALUE;
  private volatile boolean understandsGaps;

  EndpointConnection(
      Session session, Executor executor, EndpointBounds bounds, ConnectionCounters counters) {
    this.session = session;
    this.executor = executor;
    this.bounds = bounds;
    this.counters = counters;
    this.waiting = newQueue();
    session.getAsyncRemote().setSendTimeout(bounds.sendTimeout().toMillis());
  }

  /**
   * Sets how messages are written, and whether the client can be told that some are missing; for
   * before the first one.
   */
  synchronized void use(MessageFormat wanted, boolean canBeToldOfGaps) {
    format = wanted;
    understandsGaps = canBeToldOfGaps;
    waiting = newQueue();
  }

  @Override
  public OutboundQueue newQueue() {
    return new OutboundQueue(
        understandsGaps ? bounds.queue() : bounds.queue().withoutDrops(),
        frame -> bytes(frame).length,
        counters);
  }

  @Override
  public OfferResult offer(Frame frame) {
    return offer(frame, false);
  }

  @Override
  public OfferResult offerAskedFor(Frame frame) {
    return offer(frame, true);
  }

  private OfferResult offer(Frame frame, boolean askedFor) {
    synchronized (this) {
      if (reason != null || !session.isOpen()) {
        return OfferResult.CLOSED;
      }
      if (askedFor) {
        waiting.addAskedFor(frame);
      } else if (waiting.add(frame) == OfferResult.SLOW) {
        return OfferResult.SLOW;
      }
      if (sending) {
        return OfferResult.ACCEPTED;
      }
      sending = true;
    }
    executor.execute(this::sendNext);
    return OfferResult.ACCEPTED;
  }

  @Override
  public void close(CloseReason why) {
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      if (why == CloseReason.SLOW_CONSUMER) {
        // what waits would not be read anyway
        waiting.clear();
      } else if (sending) {
        // the end follows the last text
        return;
      }
    }
    executor.execute(this::end);
  }

  /** Why the connection ended: the first reason given, or the transport's own. */
  synchronized CloseReason reason() {
    return reason == null ? CloseReason.CLIENT_LEFT : reason;
  }

  /** Whether somebody asked for its end; it may still have texts to send. */
  synchronized boolean isClosing() {
    return reason != null;
  }

  /** Ends the session now, whatever it still has to send. */
  void abandon() {
    synchronized (this) {
      waiting.clear();
    }
    executor.execute(this::end);
  }

  private void sendNext() {
    Frame next;
    boolean last;
    synchronized (this) {
      next = waiting.poll();
      sending = next != null;
      last = next == null && reason != null;
    }
    if (next != null) {
      send(new String(bytes(next), StandardCharsets.UTF_8));
    } else if (last) {
      end();
    }
  }

  /**
   * Sends a text without the application's class loader: with each one Payara's Tyrus schedules a
   * look at the session's idle time, though that is unlimited, and Payara searches what the
   * thread's class loader has for things that would have to be handed on with the schedule.
   */
  private void send(String text) {
    Thread sender = Thread.currentThread();
    ClassLoader application = sender.getContextClassLoader();
    sender.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      session.getAsyncRemote().sendText(text, this::sent);
    } catch (RuntimeException e) {
      // as when the session was closed meanwhile
      LOG.log(Level.DEBUG, "a text was not sent", e);
      fail(CloseReason.TRANSPORT_ERROR);
    } finally {
      sender.setContextClassLoader(application);
    }
  }

  private void sent(SendResult result) {
    if (!result.isOK()) {
      fail(CloseReason.TRANSPORT_ERROR);
    } else if (goesOn()) {
      executor.execute(this::sendNext);
    }
  }

  /** Whether anything is to follow the text that has gone. */
  private synchronized boolean goesOn() {
    sending = !waiting.isEmpty() || reason != null;
    return sending;
  }

  private void fail(CloseReason why) {
    synchronized (this) {
      if (reason == null) {
        reason = why;
      }
    }
    abandon();
  }

  private void end() {
    try {
      session.close(
          new jakarta.websocket.CloseReason(CloseCodes.NORMAL_CLOSURE, reason().sentence()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a session was closed already", e);
    }
  }

  private byte[] bytes(Frame frame) {
    return frame.bytes(Framing.NONE, format);
  }
}
