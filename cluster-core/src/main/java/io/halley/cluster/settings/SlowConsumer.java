/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

/** What becomes of a connection whose queue is full. */
public enum SlowConsumer {
  /** It is closed. */
  DISCONNECT,
  /**
   * Its oldest waiting messages are dropped, and it is told that some are missing; closed only if
   * its client would not understand that.
   */
  DROP_OLDEST
}
