/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

/**
 * What is counted for one key, or for all of them together.
 *
 * @param sent pushes that left
 * @param answered those answered 0
 * @param failed those that were refused or never left
 * @param unknown those that came to no answer
 * @param open those whose answer is still waited for
 * @param received messages with a number that arrived
 * @param unpromised messages that arrived and were not to be stored
 * @param repeated arrivals of a message that had arrived before
 * @param outOfOrder arrivals with a mid that is not above all before it
 * @param garbled what the server said and the protocol does not allow
 * @param lost answered 0, not arrived, and no gap was told that covers it
 * @param covered answered 0, not arrived, and covered by a gap that was told
 * @param gaps how often a gap was told
 * @param reconnects confirmed subscriptions after the first one
 * @param offlineNanos the longest time without a connection, after the first one
 * @param slowestNanos the longest time to a push's end
 */
public record KeyTally(
    int sent,
    int answered,
    int failed,
    int unknown,
    int open,
    int received,
    int unpromised,
    int repeated,
    int outOfOrder,
    int garbled,
    int lost,
    int covered,
    int gaps,
    int reconnects,
    long offlineNanos,
    long slowestNanos) {

  static final KeyTally NOTHING = new KeyTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Whether every push has come to its end and every promised message has come or is covered. */
  boolean isSettled() {
    return open == 0 && lost == 0;
  }

  /** Whether the delivery promise was kept. */
  boolean isKept() {
    return isSettled() && repeated == 0 && outOfOrder == 0 && garbled == 0;
  }

  KeyTally plus(KeyTally other) {
    return new KeyTally(
        sent + other.sent,
        answered + other.answered,
        failed + other.failed,
        unknown + other.unknown,
        open + other.open,
        received + other.received,
        unpromised + other.unpromised,
        repeated + other.repeated,
        outOfOrder + other.outOfOrder,
        garbled + other.garbled,
        lost + other.lost,
        covered + other.covered,
        gaps + other.gaps,
        reconnects + other.reconnects,
        Math.max(offlineNanos, other.offlineNanos),
        Math.max(slowestNanos, other.slowestNanos));
  }
}
