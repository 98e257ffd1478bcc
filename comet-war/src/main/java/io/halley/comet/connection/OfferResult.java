/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/** What became of a frame that was offered to a connection. */
public enum OfferResult {
  /** It waits for its turn to be sent; older messages may have made room for it. */
  ACCEPTED,
  /**
   * As many messages or bytes as may wait are waiting already; the frame was dropped. Never said of
   * a frame that would be the only one.
   */
  SLOW,
  /** The connection has ended; the frame was dropped. */
  CLOSED
}
