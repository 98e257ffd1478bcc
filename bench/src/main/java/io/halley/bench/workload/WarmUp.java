/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.node.Jvm;
import io.halley.bench.node.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Loads a node before it is measured, until its JVM has compiled what the load needs: on two
 * processors the compiler has work for a minute, and takes one of them for it meanwhile. A node of
 * which nothing can be told is loaded for the least time.
 */
final class WarmUp {
  private static final Duration SLICE = Duration.ofSeconds(10);

  /** The part of a slice for which the compiler may have been at work at the end. */
  private static final double QUIET = 0.1;

  private final BenchContext site;

  WarmUp(BenchContext site) {
    this.site = site;
  }

  /** The load that is to be measured. */
  @FunctionalInterface
  interface Load {
    /** Loads the node for about this time. */
    void play(Duration time) throws BenchException, InterruptedException;
  }

  /** Returns when the node is warm, or has been loaded for as long as the scale allows. */
  void play(Load load) throws BenchException, IOException, InterruptedException {
    long end = System.nanoTime() + site.scale().warmUpMost().toNanos();
    load.play(site.scale().warmUp());
    Optional<Jvm> jvm = site.server().flatMap(ServerProcess::jvm);
    boolean compiling = jvm.isPresent();
    while (compiling && System.nanoTime() < end) {
      compiling = compilesDuring(load, jvm.get());
    }
  }

  private static boolean compilesDuring(Load load, Jvm jvm)
      throws BenchException, IOException, InterruptedException {
    Duration before = jvm.compilationTime();
    long begin = System.nanoTime();
    load.play(SLICE);
    long took = System.nanoTime() - begin;
    return jvm.compilationTime().minus(before).toNanos() > QUIET * took;
  }
}
