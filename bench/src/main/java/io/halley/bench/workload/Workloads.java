/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order in which they run. */
public final class Workloads {
  private Workloads() {}

  /**
   * Idle connections come first, while little of the process's memory has been touched.
   *
   * @param store what the node keeps messages in, for people
   */
  public static List<Workload> of(String store) {
    List<Workload> all = new ArrayList<>(Idle.all());
    all.addAll(List.of(ConnectRate.tcp(), ConnectRate.webSocket()));
    all.addAll(List.of(PushRate.notStored(), PushRate.stored("push-stored", store)));
    all.add(new OneKey());
    all.addAll(FanOut.notStored());
    all.add(FanOut.stored("fan-out-stored", store));
    all.add(new KeysOfACall());
    all.add(new Steady());
    return List.copyOf(all);
  }

  /** Those that run once more on a node that keeps messages in Redis. */
  public static List<Workload> onRedis(String store) {
    return List.of(
        PushRate.stored("push-stored-redis", store), FanOut.stored("fan-out-stored-redis", store));
  }
}
