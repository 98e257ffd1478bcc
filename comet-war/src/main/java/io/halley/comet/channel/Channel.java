/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Message;
import io.halley.comet.connection.Connection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comet node keeps for one key: its connections, how far in the key's log they have come,
 * and the pushes that wait for their turn. A push goes out when its log has answered and the
 * connections have everything before it; what they lack, a hole, is read from the log. Not safe for
 * threads: its bucket's lock guards it.
 */
final class Channel {
  private static final Connection[] NONE = {};

  /** Nobody needs anything yet. */
  private static final long NOWHERE = Long.MAX_VALUE;

  /** Replaced, never changed, so that a fan-out can go on with it outside the lock. */
  private Connection[] connections = NONE;

  /**
   * The last mid of the log that the connections have, or are being given; below what any of them
   * needs where not all of them have come equally far. The log gives lower mids no more.
   */
  private long position = NOWHERE;

  /** Whether the log is known to have come as far as the position. */
  private boolean isExact;

  /** The position from which on everything has gone out; of meaning where it is exact. */
  private long origin;

  /** Whether a hole is being read. */
  private boolean isReading;

  /** The last mid that came out of a hole. */
  private long readUpTo = Long.MIN_VALUE;

  /** The highest mid that this node gave by itself, and that connections may have. */
  private long numbered = Long.MIN_VALUE;

  /** The highest mid that somebody else appended, as this node was told. */
  private long noticed = Long.MIN_VALUE;

  /** The last answer that may bring what was noticed. */
  private long noticedAt;

  /** How many pushes have ever waited. */
  private long places;

  /** In the order of the pushes; null while nothing waits, as in nearly all channels. */
  private @Nullable Deque<Pending> waiting;

  Connection[] connections() {
    return connections;
  }

  /**
   * Adds a connection that is given what is pushed from now on.
   *
   * @param from a mid above which all will be that is pushed from now on
   */
  void join(Connection connection, long from) {
    if (!isExact) {
      Pending first = firstSent();
      position = Math.min(position, first == null ? from : Math.min(first.above, from));
    }
    add(connection);
  }

  /** Adds a connection that reads its backlog; {@link #hasRead} is to be called then. */
  void add(Connection connection) {
    Connection[] more = Arrays.copyOf(connections, connections.length + 1);
    more[connections.length] = connection;
    connections = more;
  }

  /**
   * A connection has read its backlog.
   *
   * @param head the last mid of the log then
   * @return false if what has gone out since it came does not follow on that: it is to read again
   */
  boolean hasRead(long head) {
    if (!isExact) {
      position = Math.min(position, head);
      beginAt(position);
    }
    return head >= origin;
  }

  private void beginAt(long start) {
    origin = start;
    isExact = true;
  }

  /** Whether it is one of the connections. */
  boolean has(Connection connection) {
    return indexOf(Replay.unwrap(connection)) >= 0;
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
    connections = fewer;
    forgetIfEmpty();
    return true;
  }

  /** Takes all connections away. */
  Connection[] takeConnections() {
    Connection[] all = connections;
    connections = NONE;
    forgetIfEmpty();
    return all;
  }

  private void forgetIfEmpty() {
    if (connections.length == 0) {
      connections = NONE;
      isExact = false;
      position = NOWHERE;
      noticed = Long.MIN_VALUE;
      numbered = Long.MIN_VALUE;
    }
  }

  private int indexOf(Connection connection) {
    for (int i = 0; i < connections.length; i++) {
      if (Replay.unwrap(connections[i]) == connection) {
        return i;
      }
    }
    return -1;
  }

  /** How many pushes wait for their turn. */
  int waiting() {
    return waiting == null ? 0 : waiting.size();
  }

  /** Whether a log is yet to answer a push. */
  boolean isAppending() {
    return firstSent() != null;
  }

  /**
   * The highest mid that the connections have or are about to have; the lowest there is if none.
   */
  long top() {
    long had = position == NOWHERE ? numbered : Math.max(position, numbered);
    return Math.max(Math.max(had, noticed), lastWaiting());
  }

  /** The highest mid among what waits, or else the lowest there is. */
  long lastWaiting() {
    long last = Long.MIN_VALUE;
    if (waiting != null) {
      for (Pending one : waiting) {
        last = one.isAnswered() ? Math.max(last, one.mid()) : last;
      }
    }
    return last;
  }

  /** Those that this node is to number, as soon as nothing is sent to the log any more. */
  List<Pending> dueToNumber() {
    return waiting == null || isAppending()
        ? List.of()
        : waiting.stream().filter(Pending::isPostponed).toList();
  }

  /** Puts a push behind those that wait. */
  void enqueue(Pending push) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    push.place = ++places;
    waiting.add(push);
  }

  /** A push that waited is not in its log, as far as is known. Should it be, that shows later. */
  void failed(Pending push) {
    remove(push);
  }

  /** Whether nothing needs the channel. */
  boolean isIdle() {
    return connections.length == 0 && waiting == null && !isReading;
  }

  /** Somebody else appended: whoever lacks it is to get it. */
  void noticed(long mid) {
    if (mid > noticed) {
      noticed = mid;
      noticedAt = places;
    }
  }

  /** What is done in a channel, in the order in which it is asked for. */
  interface Turns {
    /** The connections are to have it. */
    void deliver(Pending push);

    /** The connections are not to have it, or have it already. */
    void pass(Pending push);

    /** What the log has after a mid is to be read; {@link #hasReadHole} is to be called then. */
    void read(long after, long upTo);
  }

  /** Takes off what need not wait any longer, in the order of mids. */
  void release(Turns turns) {
    while (!isReading) {
      Pending next = firstAnswered();
      if (next == null) {
        readUpTo(noticed, noticedAt, turns);
        return;
      }
      if (!isDue(next)) {
        next.waitsFor = next.waitsFor < 0 ? places : next.waitsFor;
        readUpTo(next.previous(), next.waitsFor, turns);
        return;
      }
      take(next, turns);
    }
  }

  private boolean isDue(Pending next) {
    if (connections.length == 0 || (next.isRepeated() && !next.isKept)) {
      return true;
    }
    if (position == NOWHERE) {
      // what was sent before it comes before it
      Pending first = firstSent();
      return first == null || first.place > next.place;
    }
    long had = next.isNumbered() ? Math.max(position, numbered) : position;
    return next.previous() <= had || next.mid() <= position;
  }

  private void take(Pending next, Turns turns) {
    remove(next);
    if (next.isRepeated() || next.mid() <= readUpTo) {
      turns.pass(next);
      return;
    }
    turns.deliver(next);
    if (next.isNumbered()) {
      numbered = Math.max(numbered, next.mid());
    } else if (connections.length > 0) {
      if (!isExact) {
        beginAt(position == NOWHERE ? next.previous() : position);
      }
      position = position == NOWHERE ? next.mid() : Math.max(position, next.mid());
    }
  }

  /**
   * What came out of a hole.
   *
   * @param messages what the connections are to have, in the order of mids
   * @param isLate whether there were others that come too late: connections have higher mids, which
   *     this node gave
   */
  record Filling(List<Message> messages, boolean isLate) {}

  /**
   * A hole has been read, or at least that was tried.
   *
   * @param found what the log has
   * @param upTo the end of the hole
   */
  Filling hasReadHole(List<Message> found, long upTo) {
    isReading = false;
    if (position >= upTo) {
      return new Filling(List.of(), false);
    }
    long after = position;
    position = upTo;
    readUpTo = upTo;
    if (!isExact) {
      beginAt(after);
    }
    List<Message> lacking =
        found.stream().filter(one -> one.mid() > after && one.mid() <= upTo).toList();
    List<Message> inTime = lacking.stream().filter(one -> one.mid() > numbered).toList();
    return new Filling(inTime, inTime.size() < lacking.size());
  }

  /** Reads a hole, unless an answer that is still awaited may bring it. */
  private void readUpTo(long upTo, long waitsFor, Turns turns) {
    Pending first = firstSent();
    boolean mayStillCome = first != null && first.place <= waitsFor;
    if (connections.length > 0 && upTo > position && !mayStillCome) {
      isReading = true;
      turns.read(position, upTo);
    }
  }

  private @Nullable Pending firstSent() {
    if (waiting != null) {
      for (Pending one : waiting) {
        if (one.isSent()) {
          return one;
        }
      }
    }
    return null;
  }

  private @Nullable Pending firstAnswered() {
    Pending first = null;
    if (waiting != null) {
      for (Pending one : waiting) {
        if (one.isAnswered() && (first == null || one.mid() < first.mid())) {
          first = one;
        }
      }
    }
    return first;
  }

  private void remove(Pending push) {
    if (waiting != null) {
      for (Iterator<Pending> each = waiting.iterator(); each.hasNext(); ) {
        if (each.next() == push) {
          each.remove();
          break;
        }
      }
      if (waiting.isEmpty()) {
        waiting = null;
      }
    }
  }
}
