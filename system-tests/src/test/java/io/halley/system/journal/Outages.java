/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How long a fault keeps subscribers away who were connected to what it hit. */
public final class Outages {
  private final Chronicle chronicle;
  private final long faultAt;
  private final List<Journal> hit = new ArrayList<>();

  /**
   * To be called just before the fault.
   *
   * @param where tells by its address whether a node is the one that is hit
   */
  public Outages(Chronicle chronicle, Predicate<String> where) {
    this.chronicle = chronicle;
    this.faultAt = chronicle.now();
    for (Journal journal : chronicle.journals()) {
      if (isAt(journal, where)) {
        hit.add(journal);
      }
    }
  }

  /** How many subscribers are hit. */
  public int count() {
    return hit.size();
  }

  /** Those that have not subscribed anew since the fault. */
  public List<String> away() {
    return hit.stream().filter(journal -> backAt(journal) < 0).map(Journal::key).toList();
  }

  /** The longest time from the fault to a new subscription; to now, where there is none. */
  public Duration longest() {
    return within(Math.max(0, hit.size() - 1));
  }

  /** The time from the fault until half of them had a new subscription. */
  public Duration half() {
    return within(hit.size() / 2);
  }

  private Duration within(int rank) {
    long now = chronicle.now();
    return hit.stream()
        .map(this::backAt)
        .map(back -> Duration.ofNanos((back < 0 ? now : back) - faultAt))
        .sorted()
        .skip(rank)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private long backAt(Journal journal) {
    for (Event event : journal.events()) {
      if (event instanceof Event.Subscribed && event.at() > faultAt) {
        return event.at();
      }
    }
    return -1;
  }

  private static boolean isAt(Journal journal, Predicate<String> where) {
    boolean at = false;
    for (Event event : journal.events()) {
      if (event instanceof Event.Subscribed subscribed) {
        at = where.test(subscribed.where());
      } else if (event instanceof Event.Disconnected) {
        at = false;
      }
    }
    return at;
  }
}
