/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a comet node keeps for one key: its connections, and the messages that wait for their turn.
 * A message is delivered when it is saved, if it is to be, and all before it are delivered or
 * failed. Not safe for threads: its bucket's lock guards it.
 */
final class Channel {
  private static final Connection[] NONE = {};

  /** Replaced, never changed, so that a fan-out can go on with it outside the lock. */
  private Connection[] connections = NONE;

  /** Null while nothing waits, as in nearly all channels at nearly all times. */
  private @Nullable Deque<Pending> pending;

  Connection[] connections() {
    return connections;
  }

  void add(Connection connection) {
    Connection[] more = Arrays.copyOf(connections, connections.length + 1);
    more[connections.length] = connection;
    connections = more;
  }

  /** Takes a connection away; false if it was not there. */
  boolean remove(Connection connection) {
    int at = indexOf(connection);
    if (at < 0) {
      return false;
    }
    Connection[] fewer = new Connection[connections.length - 1];
    System.arraycopy(connections, 0, fewer, 0, at);
    System.arraycopy(connections, at + 1, fewer, at, fewer.length - at);
    connections = fewer.length == 0 ? NONE : fewer;
    return true;
  }

  private int indexOf(Connection connection) {
    for (int i = 0; i < connections.length; i++) {
      if (CatchUp.unwrap(connections[i]) == connection) {
        return i;
      }
    }
    return -1;
  }

  /** The lowest mid that waits for its turn; empty where none does. */
  OptionalLong firstWaiting() {
    Pending first = pending == null ? null : pending.peek();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.delivery.mid());
  }

  /** How many messages wait for their turn. */
  int waiting() {
    return pending == null ? 0 : pending.size();
  }

  /** Puts a message behind those that wait. */
  void enqueue(Pending message) {
    if (pending == null) {
      pending = new ArrayDeque<>(2);
    }
    pending.add(message);
  }

  /** Takes off what need not wait any longer, and hands on what is to be delivered, in order. */
  void release(Consumer<Delivery> deliver) {
    while (pending != null) {
      Pending first = pending.peek();
      if (first == null) {
        pending = null;
      } else if (first.state == Pending.State.SAVING) {
        return;
      } else {
        pending.remove();
        if (first.state == Pending.State.READY) {
          deliver.accept(first.delivery);
        }
      }
    }
  }

  /** Whether nothing needs the channel. */
  boolean isIdle() {
    return connections.length == 0 && pending == null;
  }

  /** A message that waits for its turn. */
  static final class Pending {
    enum State {
      SAVING,
      READY,
      FAILED
    }

    final Delivery delivery;
    State state;

    Pending(Delivery delivery, State state) {
      this.delivery = delivery;
      this.state = state;
    }
  }
}
