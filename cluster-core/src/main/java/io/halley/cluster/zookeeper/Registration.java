/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

/**
 * A node's entry in ZooKeeper. It comes back by itself when ZooKeeper lost the session, behind
 * whoever registered in the meantime. Safe for any thread.
 *
 * @param <T> what is registered
 */
public interface Registration<T> extends AutoCloseable {
  /**
   * Registers other data under the same place in the line. Returns at once; it is written as soon
   * as ZooKeeper can be reached.
   *
   * @throws IllegalStateException if this is closed
   */
  void update(T instance);

  /**
   * Leaves. A comet node that others know as active first says that it takes no more keys and waits
   * a moment for the view without it. The entry is gone when this returns, unless ZooKeeper does
   * not answer within a deadline: then it goes with the session. Further calls do nothing.
   */
  @Override
  void close();
}
