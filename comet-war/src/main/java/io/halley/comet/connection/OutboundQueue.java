/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one connection, in the order in which they came, within its bounds. Where
 * these say so, a new frame that finds no room takes that of the oldest messages, and {@link
 * Reply#GAP} stands in their place; replies, and what the client asked for, are never dropped. Not
 * safe for threads.
 */
public final class OutboundQueue {
  private final QueueBounds bounds;
  private final ToIntFunction<Frame> size;
  private final ConnectionCounters counters;

  /** Those that are never dropped. */
  private final Queue<Entry> kept = new ArrayDeque<>(2);

  /** Those that may be. */
  private final Queue<Entry> messages = new ArrayDeque<>(2);

  private long places;
  private int counted;
  private int countedBytes;

  /** The highest mid that was dropped. */
  private long droppedUpTo = Long.MIN_VALUE;

  /** Whether messages are missing before the first one that waits. */
  private boolean gap;

  /**
   * @param size how many bytes the connection sends for a frame
   * @param counters where drops are counted
   */
  public OutboundQueue(QueueBounds bounds, ToIntFunction<Frame> size, ConnectionCounters counters) {
    this.bounds = bounds;
    this.size = size;
    this.counters = counters;
  }

  /**
   * Puts a frame behind the others.
   *
   * @return {@link OfferResult#SLOW} where there is no room for it, and none can be made
   */
  public OfferResult add(Frame frame) {
    int bytes = size.applyAsInt(frame);
    while (isFull(bytes)) {
      if (!bounds.dropsOldest() || !dropOldest()) {
        return OfferResult.SLOW;
      }
    }
    counted++;
    countedBytes += bytes;
    (frame instanceof Delivery ? messages : kept).add(new Entry(frame, places++, bytes, true));
    return OfferResult.ACCEPTED;
  }

  /**
   * Puts a frame behind the others that counts for no bound. Messages come in this way before the
   * first that is {@linkplain #add added}: one between those could hide a gap.
   */
  public void addAskedFor(Frame frame) {
    kept.add(new Entry(frame, places++, 0, false));
  }

  /** Takes the first frame; null if none waits. */
  public @Nullable Frame poll() {
    Entry message = messages.peek();
    Entry other = kept.peek();
    boolean messageIsNext = message != null && (other == null || message.place < other.place);
    if (gap && (messageIsNext || other == null)) {
      gap = false;
      return Reply.GAP;
    }
    Entry next = messageIsNext ? messages.poll() : kept.poll();
    if (next == null) {
      return null;
    }
    forget(next);
    return next.frame;
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return messages.isEmpty() && kept.isEmpty() && !gap;
  }

  /** The highest mid of a message that made room for another; the lowest there is if none did. */
  public long droppedUpTo() {
    return droppedUpTo;
  }

  /** Takes all frames away. */
  public void clear() {
    kept.clear();
    messages.clear();
    counted = 0;
    countedBytes = 0;
    gap = false;
  }

  /** Nothing is full while nothing counts, however long the frame. */
  private boolean isFull(int bytes) {
    return counted > 0 && (counted >= bounds.messages() || countedBytes + bytes > bounds.bytes());
  }

  private boolean dropOldest() {
    Entry oldest = messages.poll();
    if (oldest == null) {
      return false;
    }
    counters.dropped(
        counted >= bounds.messages() ? DropReason.QUEUE_MESSAGES : DropReason.QUEUE_BYTES);
    forget(oldest);
    gap = true;
    if (oldest.frame instanceof Delivery delivery) {
      droppedUpTo = Math.max(droppedUpTo, delivery.mid());
    }
    return true;
  }

  private void forget(Entry entry) {
    if (entry.counts) {
      counted--;
      countedBytes -= entry.bytes;
    }
  }

  private static final class Entry {
    final Frame frame;
    final long place;
    final int bytes;
    final boolean counts;

    Entry(Frame frame, long place, int bytes, boolean counts) {
      this.frame = frame;
      this.place = place;
      this.bytes = bytes;
      this.counts = counts;
    }
  }
}
