/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.node.Listener;
import io.halley.bench.report.Outcome;
import java.io.IOException;
import java.util.Set;

/** Something that is measured on a running node. Leaves no connection behind. */
public interface Workload {
  /** What people choose it by: lower-case words with hyphens. */
  String name();

  /** What it measures, for the table. */
  String what();

  /** The listeners that it cannot do without. */
  Set<Listener> needs();

  /**
   * Measures.
   *
   * @throws BenchException if the node is not there, dies, or refuses what it should take
   */
  Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException;
}
