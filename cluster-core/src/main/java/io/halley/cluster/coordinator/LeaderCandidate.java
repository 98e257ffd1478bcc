/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.zookeeper.Membership;

/** This process's standing for coordinator. Safe for any thread. */
public interface LeaderCandidate extends AutoCloseable {
  /**
   * Stands for coordinator. One of those who stand is elected; it asks the comet nodes how they
   * are, decides which of them are in the ring, publishes the view and tells them of it.
   *
   * @return closed by the caller, or with the membership
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
