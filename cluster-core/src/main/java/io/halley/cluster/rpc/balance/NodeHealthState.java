/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

/** What is known of how a node does, from its health checks and from calls. Safe for any thread. */
final class NodeHealthState {
  /** How a node does, from the best to the worst. */
  enum Grade {
    /** It serves, or nothing is known yet. */
    HEALTHY,
    /** A call of it failed since its last good check. */
    DOUBTFUL,
    /** Two checks in a row, or more, were bad. */
    UNHEALTHY
  }

  /** One bad check may be a pause of the node, and to leave it costs its keys their order. */
  private static final int BAD_CHECKS = 2;

  private int badChecks;
  private boolean doubtful;

  synchronized Grade grade() {
    return badChecks >= BAD_CHECKS ? Grade.UNHEALTHY : doubtful ? Grade.DOUBTFUL : Grade.HEALTHY;
  }

  /** A call was not answered. */
  synchronized void doubt() {
    doubtful = true;
  }

  /** A check of the node's health ended; says whether the node is (un)healthy only since then. */
  synchronized boolean checked(boolean good) {
    boolean before = badChecks >= BAD_CHECKS;
    badChecks = good ? 0 : badChecks + 1;
    doubtful = doubtful && !good;
    return before != badChecks >= BAD_CHECKS;
  }
}
