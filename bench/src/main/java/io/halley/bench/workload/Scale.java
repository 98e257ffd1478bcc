/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import java.time.Duration;
import java.util.List;

/**
 * How long and how large.
 *
 * @param warmUp before each measurement, at the least
 * @param warmUpMost the same at the most, where the node's compiler is still at work
 * @param measured of a rate
 * @param connectionSteps idle connections, the largest last
 * @param jakartaSteps the same over Jakarta WebSocket
 * @param idle time for which idle connections are watched
 * @param fanOutKeys keys of the call to many
 * @param rounds calls to many keys that are measured
 * @param steady time of the steady load
 * @param keySteps keys of a call, as they grow
 * @param starts how often a node is started to time it
 */
public record Scale(
    Duration warmUp,
    Duration warmUpMost,
    Duration measured,
    List<Integer> connectionSteps,
    List<Integer> jakartaSteps,
    Duration idle,
    int fanOutKeys,
    int rounds,
    Duration steady,
    List<Integer> keySteps,
    int starts) {

  /** What BENCHMARKS.md is made of. */
  public static final Scale FULL =
      new Scale(
          Duration.ofSeconds(20),
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          List.of(1_000, 2_000, 4_000, 7_000, 10_000, 15_000),
          List.of(1_000, 2_000, 5_000),
          Duration.ofSeconds(60),
          10_000,
          60,
          Duration.ofMinutes(5),
          List.of(100, 300, 1_000, 3_000, 10_000),
          3);

  /** A look that takes under 3 minutes; nothing is as warm as it would have to be. */
  public static final Scale QUICK =
      new Scale(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          List.of(1_000, 3_000, 6_000),
          List.of(500, 1_000),
          Duration.ofSeconds(6),
          10_000,
          6,
          Duration.ofSeconds(6),
          List.of(100, 1_000, 10_000),
          1);

  /** The most idle connections. */
  public int connections() {
    return connectionSteps.get(connectionSteps.size() - 1);
  }

  /** The same with another number of connections at most. */
  public Scale withConnections(int most) {
    List<Integer> steps = List.of(most / 10, most / 2, most);
    return new Scale(
        warmUp,
        warmUpMost,
        measured,
        steps,
        jakartaSteps,
        idle,
        Math.min(fanOutKeys, most),
        rounds,
        steady,
        keySteps.stream().filter(keys -> keys <= most).toList(),
        starts);
  }
}
