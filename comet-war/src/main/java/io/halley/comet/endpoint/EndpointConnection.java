/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.Offer;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
  private final Queue<Text> waiting = new ArrayDeque<>();

  /** How many of the texts that wait count, and their bytes. */
  private int counted;

  private int countedBytes;

  /** Whether a text is on its way, or a task that will take the next one. */
  private boolean sending;

  private @Nullable CloseReason reason;
  private volatile MessageFormat format = MessageFormat.VALUE;

  EndpointConnection(Session session, Executor executor, EndpointBounds bounds) {
    this.session = session;
    this.executor = executor;
    this.bounds = bounds;
    session.getAsyncRemote().setSendTimeout(bounds.sendTimeout().toMillis());
  }

  /** Sets how messages are written; for before the first one. */
  void use(MessageFormat wanted) {
    this.format = wanted;
  }

  @Override
  public Offer offer(Frame frame) {
    return offer(new Text(frame.bytes(Framing.NONE, format), true));
  }

  @Override
  public Offer offerAskedFor(Frame frame) {
    return offer(new Text(frame.bytes(Framing.NONE, format), false));
  }

  private Offer offer(Text text) {
    synchronized (this) {
      if (reason != null || !session.isOpen()) {
        return Offer.CLOSED;
      }
      if (text.counts) {
        boolean full =
            counted >= bounds.messages() || countedBytes + text.utf8.length > bounds.bytes();
        if (full && counted > 0) {
          return Offer.SLOW;
        }
        counted++;
        countedBytes += text.utf8.length;
      }
      waiting.add(text);
      if (sending) {
        return Offer.ACCEPTED;
      }
      sending = true;
    }
    run(this::sendNext);
    return Offer.ACCEPTED;
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
    run(this::end);
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
    run(this::end);
  }

  private void sendNext() {
    Text next;
    boolean last;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        sending = false;
      } else if (next.counts) {
        counted--;
        countedBytes -= next.utf8.length;
      }
      last = next == null && reason != null;
    }
    if (next != null) {
      send(new String(next.utf8, StandardCharsets.UTF_8));
    } else if (last) {
      end();
    }
  }

  private void send(String text) {
    try {
      session.getAsyncRemote().sendText(text, this::sent);
    } catch (RuntimeException e) {
      // as when the session was closed meanwhile
      LOG.log(Level.DEBUG, "a text was not sent", e);
      fail(CloseReason.TRANSPORT_ERROR);
    }
  }

  private void sent(SendResult result) {
    if (result.isOK()) {
      run(this::sendNext);
    } else {
      fail(CloseReason.TRANSPORT_ERROR);
    }
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

  private void run(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the executor took no task; the sweep ends the connection", e);
      synchronized (this) {
        waiting.clear();
        if (reason == null) {
          reason = CloseReason.UNAVAILABLE;
        }
      }
    }
  }

  private static final class Text {
    final byte[] utf8;
    final boolean counts;

    Text(byte[] utf8, boolean counts) {
      this.utf8 = utf8;
      this.counts = counts;
    }
  }
}
