/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

/** A tally for people. */
final class TallyTable {
  private final StringBuilder text = new StringBuilder("\n");

  private TallyTable() {}

  static String of(KeyTally tally) {
    return new TallyTable()
        .row("pushes sent", tally.sent())
        .row("  answered 0", tally.answered())
        .row("  failed", tally.failed())
        .row("  unknown", tally.unknown())
        .row("  without an end", tally.open())
        .row("  slowest answer", Chronicle.time(tally.slowestNanos()))
        .row("received", tally.received())
        .row("  repeated", tally.repeated())
        .row("  out of order", tally.outOfOrder())
        .row("  not understood", tally.garbled())
        .row("  not promised", tally.unpromised())
        .row("lost", tally.lost())
        .row("covered by a gap", tally.covered())
        .row("gaps told", tally.gaps())
        .row("reconnects", tally.reconnects())
        .row("longest offline", Chronicle.time(tally.offlineNanos()))
        .text
        .toString();
  }

  private TallyTable row(String name, Object value) {
    text.append(String.format("  %-18s %12s%n", name, value));
    return this;
  }
}
