/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Payload;

/**
 * A message that a back end pushes.
 *
 * @param message its body
 * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
 * @param id tells this push from every other, above 0, so that it is appended once though it may be
 *     asked for again elsewhere. See {@link PushIds}
 * @param detailed whether the result is to tell what became of each key
 */
public record Push(Payload message, long expireSeconds, long id, boolean detailed) {
  /** A push whose details nobody asks for. */
  public Push(Payload message, long expireSeconds, long id) {
    this(message, expireSeconds, id, false);
  }

  /** Whether the message may wait in the store. */
  public boolean isStored() {
    return expireSeconds > 0;
  }

  /** Whether its log is asked before the message is delivered, to write or to remember it. */
  public boolean isRecorded() {
    return isStored() || PushIds.isNamed(id);
  }

  /**
   * What is appended to the logs.
   *
   * @param now the Unix second from which the message's life counts
   */
  public LogEntry entry(long now) {
    return LogEntry.of(message, isStored() ? now + expireSeconds : LogEntry.NOT_KEPT, id);
  }
}
