/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.comet.connection.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to many keys. Where this node numbers it, all of them share a mid, and so
 * one encoding, as far as each key's mids still rise. For the pushing thread, but {@link #at}.
 */
final class PushBatch {
  private final Push push;
  private final MidClock mids;
  private final LogEntry entry;

  /** The message under the last mid that this node gave it. */
  private @Nullable Delivery numbered;

  /** The message under the last mid that a log gave it: mostly all logs give it one mid. */
  private volatile @Nullable Delivery logged;

  /**
   * @param now the Unix second from which the message's life counts
   */
  PushBatch(Push push, MidClock mids, long now) {
    this.push = push;
    this.mids = mids;
    this.entry = push.entry(now);
  }

  /** What is appended to logs. */
  LogEntry entry() {
    return entry;
  }

  /** The message itself. */
  Payload payload() {
    return push.message();
  }

  /** Whether the logs keep the message. */
  boolean isStored() {
    return push.isStored();
  }

  /** Whether the logs are asked in any case, to keep the message or to remember the push. */
  boolean isRecorded() {
    return push.isRecorded();
  }

  /** Whether its sender wants to know what becomes of it for each key. */
  boolean isDetailed() {
    return push.detailed();
  }

  /** The message with a mid of this node's, above the given one. */
  Delivery above(long mid) {
    Delivery last = numbered;
    if (last == null || last.mid() <= mid) {
      last = new Delivery(new Message(mids.next(), push.message()));
      numbered = last;
    }
    return last;
  }

  /** The message with a mid of its log. Safe for any thread. */
  Delivery at(long mid) {
    Delivery last = logged;
    if (last == null || last.mid() != mid) {
      last = new Delivery(new Message(mid, push.message()));
      logged = last;
    }
    return last;
  }
}
