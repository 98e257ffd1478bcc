/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in a channel for a connection whose client acknowledges, and remembers what it was sent.
 * Safe for any thread.
 */
final class AcknowledgingConnection implements Connection {
  /** What became of an acknowledgement. */
  enum Outcome {
    /** The client has more than before. */
    NEW,
    /** It said so, or more, before. */
    OLD,
    /** It cannot have what it was not sent. */
    AHEAD
  }

  private static final long NOTHING = -1;

  private final Connection connection;
  private final long resumedFrom;
  private final AtomicLong sent = new AtomicLong(NOTHING);
  private final AtomicLong acknowledged = new AtomicLong(NOTHING);

  /**
   * @param resumedFrom the mid that the client has already
   */
  AcknowledgingConnection(Connection connection, long resumedFrom) {
    this.connection = connection;
    this.resumedFrom = resumedFrom;
  }

  /** The client has all messages up to the mid; nothing of that holds before its welcome. */
  Outcome acknowledge(long mid) {
    if (mid > sent.get()) {
      return Outcome.AHEAD;
    }
    return acknowledged.getAndAccumulate(mid, Math::max) < mid ? Outcome.NEW : Outcome.OLD;
  }

  @Override
  public OfferResult offer(Frame frame) {
    note(frame);
    return connection.offer(frame);
  }

  @Override
  public OfferResult offerAskedFor(Frame frame) {
    note(frame);
    return connection.offerAskedFor(frame);
  }

  @Override
  public OutboundQueue newQueue() {
    return connection.newQueue();
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason);
  }

  /** Before the frame is offered: the client may answer it at once. */
  private void note(Frame frame) {
    sent.accumulateAndGet(
        frame instanceof Delivery delivery ? delivery.mid() : resumedFrom, Math::max);
  }
}
