/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/** A subscriber's connection. Safe for any thread; no method blocks. */
public interface Connection {
  /**
   * Puts a frame behind all that were accepted before; it is sent in that order, or never if the
   * connection ends first.
   */
  OfferResult offer(Frame frame);

  /**
   * The same for what the client itself has asked for once, and who offers it bounds: it counts
   * neither as waiting nor against the bounds of what may wait, and is never {@link
   * OfferResult#SLOW} where the connection has such bounds.
   */
  default OfferResult offerAskedFor(Frame frame) {
    return offer(frame);
  }

  /**
   * An empty queue with the bounds of this connection, for what somebody else holds back for it.
   */
  OutboundQueue newQueue();

  /**
   * Ends the connection; only the first reason counts. Frames accepted before may still be sent.
   */
  void close(CloseReason reason);
}
