/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.zookeeper.Membership;

/** This process as a candidate for coordinator. Safe for any thread. */
public interface LeaderCandidate extends AutoCloseable {
  /**
   * Enters the election. The coordinator that is elected checks the health of the comet nodes,
   * decides which of them are in the ring, publishes the view and notifies them.
   *
   * @return the caller closes it, or the membership does
   * @throws IllegalStateException if the election cannot be begun
   */
  static LeaderCandidate stand(Membership membership, NodeHealth health, ViewNotifier teller) {
    return Coordinator.stand(membership, CoordinatorDeadlines.USUAL, health, teller);
  }

  /** Whether this process is the coordinator, as far as it knows. */
  boolean isElected();

  /** Resigns; another one takes over. Returns when everything that this began has ended. */
  @Override
  void close();
}
