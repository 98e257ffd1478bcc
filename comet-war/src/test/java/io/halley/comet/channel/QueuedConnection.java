/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.connection.Reply;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A connection with a queue from which its client reads when the test says so. For one thread. */
final class QueuedConnection implements Connection {
  private static final ConnectionCounters COUNTERS = new ConnectionCounters();

  private final QueueBounds bounds;
  private final OutboundQueue waiting;

  /** The last mid of the log when the connection was told whether anything is missing. */
  long headWhenResumed = Long.MIN_VALUE;

  /** The last mid of the log at each time when it was told that messages of a hole are gone. */
  final Queue<Long> holes = new ArrayDeque<>();

  private final LongSupplier head;

  /** The mids that it was offered. */
  final TreeSet<Long> offered = new TreeSet<>();

  /** Why it was closed; null while it is open. */
  @Nullable CloseReason closed;

  QueuedConnection(QueueBounds bounds, LongSupplier head) {
    this.head = head;
    this.bounds = bounds;
    this.waiting = newQueue();
  }

  @Override
  public OfferResult offer(Frame frame) {
    if (closed != null) {
      return OfferResult.CLOSED;
    }
    note(frame);
    if (frame == Reply.GAP) {
      holes.add(head.getAsLong());
    }
    return waiting.add(frame);
  }

  @Override
  public OfferResult offerAskedFor(Frame frame) {
    if (closed != null) {
      return OfferResult.CLOSED;
    }
    note(frame);
    if (headWhenResumed == Long.MIN_VALUE) {
      headWhenResumed = head.getAsLong();
    }
    waiting.addAskedFor(frame);
    return OfferResult.ACCEPTED;
  }

  @Override
  public OutboundQueue newQueue() {
    return new OutboundQueue(
        bounds, frame -> frame.bytes(Framing.NONE, MessageFormat.VALUE).length, COUNTERS);
  }

  @Override
  public void close(CloseReason reason) {
    if (closed == null) {
      closed = reason;
    }
  }

  /** The next frame; null if none waits. */
  @Nullable Frame read() {
    return waiting.poll();
  }

  /** Whether it was offered a message between two mids, the second of them included. */
  boolean offersMoreThan(long after, long upTo) {
    return after < upTo && !offered.subSet(after, false, upTo, true).isEmpty();
  }

  private void note(Frame frame) {
    if (frame instanceof Delivery delivery) {
      offered.add(delivery.mid());
    }
  }
}
