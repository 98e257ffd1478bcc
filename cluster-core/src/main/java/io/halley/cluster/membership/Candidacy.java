/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

/** This process's standing for coordinator. Safe for any thread. */
public interface Candidacy extends AutoCloseable {
  /** Whether this process is the coordinator, as far as it knows. */
  boolean isElected();

  /** Resigns; another one takes over. Returns when everything that this began has ended. */
  @Override
  void close();
}
