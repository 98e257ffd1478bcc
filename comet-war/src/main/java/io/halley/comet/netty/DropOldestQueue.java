/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a connection that rather loses its oldest messages than ends. Frames stay here
 * until the transport takes them, for what Netty has cannot be dropped any more. Safe for any
 * thread; the lock is held while a frame is encoded, never over I/O.
 */
final class DropOldestQueue {
  private final OutboundQueue waiting;
  private boolean draining;

  DropOldestQueue(OutboundQueue waiting) {
    this.waiting = waiting;
  }

  synchronized OfferResult add(Frame frame) {
    return waiting.add(frame);
  }

  synchronized OfferResult addAskedFor(Frame frame) {
    waiting.addAskedFor(frame);
    return OfferResult.ACCEPTED;
  }

  synchronized @Nullable Frame poll() {
    return waiting.poll();
  }

  /** Whether the event loop must be asked to drain the queue; it is asked once at a time. */
  synchronized boolean beginDrain() {
    boolean first = !draining;
    draining = true;
    return first;
  }

  /** The event loop takes what it can; what comes from now on asks it again. */
  synchronized void drained() {
    draining = false;
  }
}
