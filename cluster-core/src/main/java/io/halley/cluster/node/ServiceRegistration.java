/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

/** A node's RPC service, as other nodes see it. For one thread at a time; its owner closes it. */
public interface ServiceRegistration extends AutoCloseable {
  /**
   * The node is ready for others: it says so when it is asked for its health, and registers.
   *
   * @throws io.halley.cluster.zookeeper.MembershipException if it could not be registered
   */
  void announce();

  /**
   * The node is about to stop: its registration goes, and it says that it does not serve. Calls are
   * answered all the same. Waits for the others to know, for some seconds at the most.
   */
  void withdraw();

  /** Withdraws, lets calls under way end, for some seconds, and closes the service. */
  @Override
  void close();
}
