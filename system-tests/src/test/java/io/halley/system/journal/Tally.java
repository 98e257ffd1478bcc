/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of a load: what became of every push.
 *
 * @param total the figures of all keys
 * @param bad the first key to which the promise was not kept
 */
public record Tally(KeyTally total, Optional<Journal> bad) {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  /** The account as it is now. */
  public static Tally of(Chronicle chronicle) {
    KeyTally total = KeyTally.NOTHING;
    Journal bad = null;
    for (Journal journal : chronicle.journals()) {
      KeyTally one = KeyJudge.judge(journal.events(), chronicle.now());
      total = total.plus(one);
      if (bad == null && !one.isKept()) {
        bad = journal;
      }
    }
    return new Tally(total, Optional.ofNullable(bad));
  }

  /**
   * Waits until every push has come to its end, and every one that was answered 0 has arrived.
   *
   * @return how many have not arrived in time
   */
  public static int awaitArrivals(Chronicle chronicle, Duration within) {
    try {
      Awaitility.await("what was answered 0 arrives")
          .atMost(within)
          .pollInterval(1, TimeUnit.SECONDS)
          .until(() -> isSettled(chronicle));
      return 0;
    } catch (ConditionTimeoutException e) {
      LOG.warn("not everything has arrived within {}", within);
      return of(chronicle).total().lost();
    }
  }

  /**
   * Waits as {@link #awaitArrivals} does, then judges and prints the table.
   *
   * @throws AssertionError if something has not arrived, came twice or out of order; with the story
   *     of the first such key
   */
  public static KeyTally assertKept(Chronicle chronicle, Duration within) {
    awaitArrivals(chronicle, within);
    Tally tally = of(chronicle);
    String table = TallyTable.of(tally.total());
    LOG.info("{}", table);
    tally.bad().ifPresent(journal -> fail(chronicle, journal, table));
    return tally.total();
  }

  private static boolean isSettled(Chronicle chronicle) {
    KeyTally total = of(chronicle).total();
    if (!total.isSettled()) {
      LOG.info("waiting for {} answers and {} messages", total.open(), total.lost());
    }
    return total.isSettled();
  }

  private static void fail(Chronicle chronicle, Journal journal, String table) {
    throw new AssertionError(
        "the delivery promise was not kept" + table + chronicle.story(journal));
  }
}
