/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.rpc.Conflict;

/** What became of one message of a batch. */
public sealed interface SaveOutcome {
  /** What became of a message that met no other. */
  enum Plain implements SaveOutcome {
    /** It is durable and visible. */
    SAVED,
    /** The store did not take it. */
    REFUSED
  }

  /**
   * A message that met another one; the conflict's kind tells whether it was saved all the same.
   */
  record Met(Conflict conflict) implements SaveOutcome {}
}
