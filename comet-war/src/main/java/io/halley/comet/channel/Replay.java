/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import io.halley.comet.connection.Reply;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a channel for a connection that resumes: what is pushed meanwhile waits here, within
 * the connection's bounds, until the backlog has been sent; then it only passes on what the backlog
 * did not have. Safe for any thread. Its lock is held while frames are offered to the connection,
 * never while something waits for a bucket's.
 */
final class Replay implements Connection {
  private final Connection connection;

  /** The client has the log up to this mid, or will have it before anything else. */
  private long floor;

  /** What was pushed meanwhile; null once the backlog has been sent. */
  private @Nullable OutboundQueue held;

  /**
   * @param lastMid the last mid that the client has
   */
  Replay(Connection connection, long lastMid) {
    this.connection = connection;
    this.floor = lastMid;
    this.held = connection.newQueue();
  }

  @Override
  public synchronized OfferResult offer(Frame frame) {
    if (frame instanceof Delivery delivery && delivery.mid() <= floor) {
      return OfferResult.ACCEPTED;
    }
    return held == null ? connection.offer(frame) : held.add(frame);
  }

  @Override
  public OutboundQueue newQueue() {
    return connection.newQueue();
  }

  @Override
  public void close(CloseReason reason) {
    connection.close(reason);
  }

  /**
   * Sends the backlog and what waited, in the order of mids, then passes on. Called once. What a
   * log holds is bounded there, and may be more than may wait for a connection: it is sent beyond
   * that, or a client could never have it.
   */
  synchronized void send(Backlog backlog) {
    OutboundQueue waited = Objects.requireNonNull(held, "called twice");
    held = null;
    floor = Math.max(floor, backlog.head());
    connection.offerAskedFor(backlog.complete() ? Reply.RESUMED : Reply.GAP);
    NavigableMap<Long, Frame> upToHead = new TreeMap<>();
    Frame next = next(waited);
    for (; next instanceof Delivery early && early.mid() <= floor; next = next(waited)) {
      upToHead.put(early.mid(), early);
    }
    backlog.messages().forEach(message -> upToHead.put(message.mid(), new Delivery(message)));
    upToHead.values().forEach(connection::offerAskedFor);
    for (; next != null; next = next(waited)) {
      // one below the head that comes behind others is in the backlog, or is gone
      boolean isNew = !(next instanceof Delivery late && late.mid() <= floor);
      if (isNew && connection.offer(next) == OfferResult.SLOW) {
        connection.close(CloseReason.SLOW_CONSUMER);
      }
    }
  }

  /** What was dropped for want of room, and the backlog has, is no gap. */
  private @Nullable Frame next(OutboundQueue waited) {
    Frame next = waited.poll();
    return next == Reply.GAP && waited.droppedUpTo() <= floor ? waited.poll() : next;
  }

  /**
   * Tells the client that messages of the log are gone before it could have them.
   *
   * @param after what is gone has a higher mid
   * @param upTo what is gone has no higher mid
   */
  synchronized void lacks(long after, long upTo) {
    if (held == null && upTo <= floor) {
      return;
    }
    if (held != null || after < floor) {
      // which of them the client has, only a new reading can tell
      connection.close(CloseReason.MISSED);
    } else if (connection.offer(Reply.GAP) == OfferResult.SLOW) {
      // untold, the next message would hide what is gone
      connection.close(CloseReason.SLOW_CONSUMER);
    }
  }

  /** The connection that this stands for, or the connection itself. */
  static Connection unwrap(Connection connection) {
    return connection instanceof Replay replay ? replay.connection : connection;
  }
}
