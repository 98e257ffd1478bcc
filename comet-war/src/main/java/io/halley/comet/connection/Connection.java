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
  Offer offer(Frame frame);

  /**
   * Ends the connection; only the first reason counts. Frames accepted before may still be sent.
   */
  void close(CloseReason reason);
}
