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
  private volatile Offer answer = Offer.ACCEPTED;
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
  public RecordingConnection answer(Offer offer) {
    answer = offer;
    return this;
  }

  /** From now on offers throw, which none should do. */
  public RecordingConnection failing() {
    failing = true;
    return this;
  }

  @Override
  public synchronized Offer offer(Frame frame) {
    if (failing) {
      throw new IllegalStateException("a test's wish");
    }
    if (!closed.isEmpty()) {
      return Offer.CLOSED;
    }
    if (answer == Offer.ACCEPTED) {
      frames.add(frame);
    }
    return answer;
  }

  @Override
  public WaitingFrames newQueue() {
    return new WaitingFrames(
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
