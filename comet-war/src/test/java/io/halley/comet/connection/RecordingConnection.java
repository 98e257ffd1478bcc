/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A connection that keeps what it is offered. Its answer to offers can be set. Safe for threads.
 */
public final class RecordingConnection implements Connection {
  private static final QueueBounds WIDE = new QueueBounds(1_000_000, 1_000_000_000, false);

  private final QueueBounds bounds;
  private final List<Frame> frames = new ArrayList<>();
  private final List<CloseReason> closed = new ArrayList<>();
  private volatile OfferResult answer = OfferResult.ACCEPTED;
  private volatile boolean failing;

  public RecordingConnection() {
    this(WIDE);
  }

  /**
   * @param bounds of queues for it; it has none itself
   */
  public RecordingConnection(QueueBounds bounds) {
    this.bounds = bounds;
  }

  /** From now on offers are answered so; only accepted frames are kept. */
  public RecordingConnection answer(OfferResult offer) {
    answer = offer;
    return this;
  }

  /** From now on offers throw, which none should do. */
  public RecordingConnection failing() {
    failing = true;
    return this;
  }

  @Override
  public synchronized OfferResult offer(Frame frame) {
    if (failing) {
      throw new IllegalStateException("a test's wish");
    }
    if (!closed.isEmpty()) {
      return OfferResult.CLOSED;
    }
    if (answer == OfferResult.ACCEPTED) {
      frames.add(frame);
    }
    return answer;
  }

  @Override
  public OutboundQueue newQueue() {
    return new OutboundQueue(
        bounds,
        frame -> frame.bytes(Framing.NONE, MessageFormat.VALUE).length,
        new ConnectionCounters());
  }

  @Override
  public synchronized void close(CloseReason reason) {
    closed.add(reason);
  }

  /** What was accepted, in order. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** The ids of the messages that were accepted, in order. */
  public synchronized List<Long> mids() {
    return frames.stream()
        .filter(Delivery.class::isInstance)
        .map(frame -> ((Delivery) frame).mid())
        .toList();
  }

  /** The bodies of the messages that were accepted, in order. */
  public synchronized List<String> messages() {
    return frames.stream()
        .filter(Delivery.class::isInstance)
        .map(frame -> new String(frame.bytes(Framing.NONE, MessageFormat.VALUE), UTF_8))
        .map(json -> json.substring("{\"msg\":".length(), json.indexOf(",\"mid\":")))
        .toList();
  }

  /** The reasons for which it was closed; it should be closed once at most. */
  public synchronized List<CloseReason> closed() {
    return List.copyOf(closed);
  }
}
