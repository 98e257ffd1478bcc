/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Mid;
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

  /** Longer than a push is on its way before its sender gives up and has it saved elsewhere. */
  private static final long LOOK_BACK_SECONDS = 60;

  /** Replaced, never changed, so that a fan-out can go on with it outside the lock. */
  private Connection[] connections = NONE;

  /** The highest mid that is known to be in the store, as long as there are connections. */
  private long known = Long.MIN_VALUE;

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

  /** Takes all connections away. */
  Connection[] takeConnections() {
    Connection[] all = connections;
    connections = NONE;
    return all;
  }

  /**
   * Whoever joins has, or is sent, what is stored up to this mid; the other connections have it
   * already.
   */
  void joinFrom(long mid) {
    if (connections.length == 0) {
      known = Math.max(known, mid);
    }
  }

  /**
   * A message is going to be saved with this mid.
   *
   * @return the highest mid below it that its connections have seen, or will; without connections,
   *     one that is a while ago, for then nobody misses anything
   */
  long knownBefore(long mid) {
    long before = connections.length == 0 ? Mid.plusSeconds(mid, -LOOK_BACK_SECONDS) : known;
    known = mid;
    return before;
  }

  /** The message that was going to be saved may be there or not, and so may others before it. */
  void forget(long mid, long knownBefore) {
    if (known >= mid) {
      known = knownBefore;
    }
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
    final long known;
    State state;

    /** A message that is saved first; {@code known} is what its channel knew to be stored. */
    static Pending saving(Delivery delivery, long known) {
      return new Pending(delivery, known, State.SAVING);
    }

    /** A message that is not saved. */
    static Pending ready(Delivery delivery) {
      return new Pending(delivery, Long.MIN_VALUE, State.READY);
    }

    private Pending(Delivery delivery, long known, State state) {
      this.delivery = delivery;
      this.known = known;
      this.state = state;
    }
  }
}
