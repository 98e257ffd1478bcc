/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Message;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Offer;
import io.halley.comet.connection.Reply;
import io.halley.comet.connection.WaitingFrames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a channel for a connection that resumes: what is pushed meanwhile waits here, within
 * the connection's bounds, until what was stored before has been sent; then it only passes on. Safe
 * for any thread. Its lock is held while frames are offered to the connection, never while
 * something waits for a bucket's.
 */
final class CatchUp implements Connection {
  private final Connection connection;
  private final long lastMid;
  private final long liveFrom;
  private final boolean isAwaited;

  /** What was pushed meanwhile; null once the stored messages have been sent. */
  private @Nullable WaitingFrames held;

  /**
   * @param lastMid the last mid that the client has
   * @param liveFrom the lowest mid that reaches the connection as a live message
   * @param isAwaited whether the channel is to know what was stored for this
   */
  CatchUp(Connection connection, long lastMid, long liveFrom, boolean isAwaited) {
    this.connection = connection;
    this.lastMid = lastMid;
    this.liveFrom = liveFrom;
    this.isAwaited = isAwaited;
    this.held = connection.newQueue();
  }

  @Override
  public synchronized Offer offer(Frame frame) {
    if (frame instanceof Delivery delivery && delivery.mid() <= lastMid) {
      // it was in the store, and so with the client, before its save was answered here
      return Offer.ACCEPTED;
    }
    return held == null ? connection.offer(frame) : held.add(frame);
  }

  @Override
  public WaitingFrames newQueue() {
    return connection.newQueue();
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason);
  }

  /**
   * Sends what was stored before the live messages, then those that waited, then passes on. Called
   * once. What the store holds of a key is bounded there, and may be more than may wait for a
   * connection: it is sent beyond that, or a client could never have it.
   */
  synchronized void send(Backlog backlog) {
    connection.offerAskedFor(backlog.complete() ? Reply.RESUMED : Reply.GAP);
    for (Message message : backlog.messages()) {
      // what is not older comes live, in its own place
      if (message.mid() < liveFrom) {
        connection.offerAskedFor(new Delivery(message));
      }
    }
    WaitingFrames waited = Objects.requireNonNull(held, "called twice");
    held = null;
    for (Frame next = waited.poll(); next != null; next = waited.poll()) {
      if (connection.offer(next) == Offer.SLOW) {
        connection.close(CloseReason.SLOW_CONSUMER);
      }
    }
  }

  /** Whether the channel is to know what was stored for this. */
  boolean isAwaited() {
    return isAwaited;
  }

  /**
   * The mid up to which the client has what is stored, or knows of the gap, once it was sent what
   * was read; what comes to the store below {@code liveFrom} and above this is missing.
   */
  long readUpTo(Backlog backlog) {
    if (!backlog.complete()) {
      return liveFrom - 1;
    }
    return backlog.messages().stream()
        .mapToLong(Message::mid)
        .filter(mid -> mid < liveFrom)
        .reduce(Math.min(lastMid, liveFrom - 1), Math::max);
  }

  /** The connection that this stands for, or the connection itself. */
  static Connection unwrap(Connection connection) {
    return connection instanceof CatchUp catchUp ? catchUp.connection : connection;
  }
}
