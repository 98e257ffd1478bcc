/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * How much the tests with faults do. The short form is part of every build; the long one takes tens
 * of minutes, by the profile {@code faults}:
 *
 * <pre>
 * mvn -Pfaults -pl system-tests -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dit.test='*FaultsIT' -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>{@code -Dhalley.test.faults.keys} and {@code -Dhalley.test.faults.rate} set other figures, for
 * a machine that is busy.
 *
 * @param keys subscribers, each with a key of its own
 * @param perSecond stored pushes a second
 * @param faults how often a fault is made that is made again and again
 * @param warming the time under load before the first fault: of nodes that share few processors,
 *     most of a cold one's goes to compiling
 * @param between the time from one fault, or from its end, to the next
 * @param outage how long something is away that comes back by itself
 * @param drain how long what was answered 0 may take to arrive in the end
 */
record FaultScale(
    int keys,
    int perSecond,
    int faults,
    Duration warming,
    Duration between,
    Duration outage,
    Duration drain) {
  private static final boolean LONG = "long".equals(System.getProperty("halley.test.faults"));

  /** For one node, whose fault is a kill. */
  static FaultScale oneNode() {
    return LONG
        ? new FaultScale(2_000, 500, 10, seconds(60), seconds(60), seconds(60), seconds(180))
        : new FaultScale(500, 100, 1, seconds(8), seconds(8), seconds(15), seconds(60));
  }

  /** For a cluster, whose faults are many, each made once. */
  static FaultScale cluster() {
    return LONG
        ? new FaultScale(5_000, 200, 1, seconds(120), seconds(30), seconds(60), seconds(180))
        : new FaultScale(300, 50, 1, seconds(10), seconds(6), seconds(10), seconds(60));
  }

  /** The figures that were asked for go before those of the forms. */
  FaultScale {
    keys = Integer.getInteger("halley.test.faults.keys", keys);
    perSecond = Integer.getInteger("halley.test.faults.rate", perSecond);
  }

  /** Lets the time pass until the first fault. */
  void warm() {
    pass(warming);
  }

  /** Lets the time pass until the next fault. */
  void pause() {
    pass(between);
  }

  /** Lets the time of an outage pass. */
  void stayAway() {
    pass(outage);
  }

  /** Lets so much time pass, which the product is to notice. */
  static void pass(Duration time) {
    Awaitility.await("the next fault").pollDelay(time).forever().until(() -> true);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
