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

  /** The highest mid that is in the store and that the connections have, or will have. */
  private long known = Long.MIN_VALUE;

  /**
   * How many of the connections read what is stored, and so tell what is known. Until they have, a
   * message that met another in the store waits: a node that had the key before may have a save
   * under way, which can come to the store after they read, and below all that is pushed here.
   */
  private int reading;

  /** What is known once those have read. */
  private long readUpTo;

  /** The highest mid that was kept elsewhere, and that may not be known here. */
  private long kept = Long.MIN_VALUE;

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
   * Whoever joins has what is stored below this mid, or asks for it; the other connections have it
   * already. Somebody else may have stored a message with this very mid, which is not sent.
   */
  void joinFrom(long mid) {
    if (connections.length == 0) {
      known = Math.max(known, mid - 1);
    }
  }

  /**
   * Whoever joins is sent what is stored below this mid.
   *
   * @return whether {@link #hasRead} is to tell what that was
   */
  boolean resumeFrom(long mid) {
    if (connections.length > 0 && reading == 0) {
      return false;
    }
    if (reading == 0) {
      readUpTo = mid - 1;
      known = Long.MIN_VALUE;
    }
    reading++;
    return true;
  }

  /**
   * One of those that resumed has read.
   *
   * @param upTo the highest mid that is in the store and that it has
   */
  void hasRead(long upTo) {
    readUpTo = Math.min(readUpTo, upTo);
    reading--;
    if (reading == 0) {
      known = Math.max(known, readUpTo);
    }
  }

  /**
   * The highest mid that is in the store and that the connections have; where that is not known, or
   * nobody is there to miss anything, one that is a while before a message's own.
   */
  long knownBefore(long mid) {
    return connections.length == 0 || reading > 0
        ? Mid.plusSeconds(mid, -LOOK_BACK_SECONDS)
        : known;
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

  /** Whether a message with this mid waits for its turn. */
  boolean isWaiting(long mid) {
    return pending != null && pending.stream().anyMatch(one -> one.delivery.mid() == mid);
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

  /**
   * A message that waits is not saved, as far as is known. Should it be in the store all the same,
   * those behind it may not hide it.
   */
  void doubt(Pending failed) {
    if (pending != null) {
      long mid = failed.delivery.mid();
      for (Pending other : pending) {
        if (other.delivery.mid() > mid) {
          other.storedBelow = Math.max(other.storedBelow, mid);
        }
      }
    }
  }

  /** What is done with messages whose turn it is, in their order. */
  interface Turns {
    /** The connections are to have it. */
    void deliver(Pending message);

    /** The connections are not to have it. */
    void drop(Pending message);

    /** The connections lack one that is in the store, and so may not see the next. */
    void missed();
  }

  /** A message was kept elsewhere: whoever lacks it misses it, once nothing waits any longer. */
  void kept(long mid) {
    kept = Math.max(kept, mid);
  }

  /** Takes off what need not wait any longer, in order. */
  void release(Turns turns) {
    releasePending(turns);
    if (pending == null && reading == 0) {
      if (kept > known && connections.length > 0) {
        turns.missed();
      }
      kept = Long.MIN_VALUE;
    }
  }

  private void releasePending(Turns turns) {
    while (pending != null) {
      Pending first = pending.peek();
      if (first == null) {
        pending = null;
      } else if (first.state == Pending.State.SAVING
          || (reading > 0 && first.storedBelow > known)) {
        return;
      } else {
        pending.remove();
        if (first.storedBelow > known) {
          turns.missed();
          turns.drop(first);
        } else if (first.state == Pending.State.READY) {
          turns.deliver(first);
          known = first.isSaved ? Math.max(known, first.delivery.mid()) : known;
        } else {
          turns.drop(first);
        }
      }
    }
  }

  /** Whether nothing needs the channel. */
  boolean isIdle() {
    return connections.length == 0 && pending == null && reading == 0;
  }

  /** A message that waits for its turn. */
  static final class Pending {
    enum State {
      SAVING,
      READY,
      FAILED
    }

    final Delivery delivery;

    /** Whether the store has it, once it is ready. */
    final boolean isSaved;

    /** Whom to tell what becomes of it; mostly nobody. */
    final @Nullable Receipt receipt;

    State state;

    /**
     * A mid that the store has: who may see this message, or what follows, has that one already.
     */
    long storedBelow = Long.MIN_VALUE;

    /** A message that is saved first, or whose push is remembered first. */
    static Pending saving(Delivery delivery, boolean isSaved, @Nullable Receipt receipt) {
      return new Pending(delivery, isSaved, receipt, State.SAVING);
    }

    /** A message that waits for none but those before it. */
    static Pending ready(Delivery delivery, @Nullable Receipt receipt) {
      return new Pending(delivery, false, receipt, State.READY);
    }

    private Pending(Delivery delivery, boolean isSaved, @Nullable Receipt receipt, State state) {
      this.delivery = delivery;
      this.isSaved = isSaved;
      this.receipt = receipt;
      this.state = state;
    }

    /** The same push was taken before, under this mid: it is not delivered again. */
    void repeats(long mid) {
      state = State.FAILED;
      if (isSaved) {
        storedBelow = mid;
      }
      if (receipt != null) {
        receipt.repeats(mid);
      }
    }
  }
}
