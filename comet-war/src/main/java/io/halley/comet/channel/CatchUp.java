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
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a channel for a connection that resumes: what is pushed meanwhile waits here, until
 * what was stored before has been sent; then it only passes on. Its lock is never held while the
 * channel's bucket is locked by the same thread in the other order: the bucket offers after it has
 * released its lock.
 */
final class CatchUp implements Connection {
  private final Connection connection;
  private final long liveFrom;
  private final int limit;

  /** What was pushed meanwhile; null once the stored messages have been sent. */
  private @Nullable Queue<Frame> held = new ArrayDeque<>(2);

  /**
   * @param liveFrom the lowest mid that reaches the connection as a live message
   * @param limit live messages that may wait here
   */
  CatchUp(Connection connection, long liveFrom, int limit) {
    this.connection = connection;
    this.liveFrom = liveFrom;
    this.limit = limit;
  }

  @Override
  public synchronized Offer offer(Frame frame) {
    if (held == null) {
      return connection.offer(frame);
    }
    return held.size() < limit && held.add(frame) ? Offer.ACCEPTED : Offer.SLOW;
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason);
  }

  /** Sends what was stored before the live messages, then those that waited, then passes on. */
  synchronized void send(Backlog backlog) {
    pass(backlog.complete() ? Reply.RESUMED : Reply.GAP);
    for (Message message : backlog.messages()) {
      // what is not older comes live, in its own place
      if (message.mid() < liveFrom) {
        pass(new Delivery(message));
      }
    }
    if (held != null) {
      held.forEach(this::pass);
      held = null;
    }
  }

  /** The connection that this stands for, or the connection itself. */
  static Connection unwrap(Connection connection) {
    return connection instanceof CatchUp catchUp ? catchUp.connection : connection;
  }

  private void pass(Frame frame) {
    if (connection.offer(frame) == Offer.SLOW) {
      connection.close(CloseReason.SLOW_CONSUMER);
    }
  }
}
