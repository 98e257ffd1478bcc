/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Edge;
import io.halley.bench.load.HttpPool;
import io.halley.bench.load.Latency;
import io.halley.bench.load.OpenLoop;
import io.halley.bench.load.PushRequests;
import io.halley.bench.load.Stamp;
import io.halley.bench.load.SubscriberLoad;
import io.halley.bench.node.Listener;
import io.halley.bench.node.Memory;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** 20,000 deliveries a second for minutes, and whether memory grows meanwhile. */
final class Steady implements Workload {
  private static final int CALLS_PER_SECOND = 100;
  private static final int KEYS_PER_CALL = 200;
  private static final int CLIENTS = 32;

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String what() {
    return "steady 20,000 deliveries/s to 10,000 WebSocket connections (100 calls/s of 200 keys)";
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(Listener.ADMIN, Listener.WEB_SOCKET);
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    List<String> keys = site.keys().some(site.scale().fanOutKeys());
    Calls calls = new Calls(site.requests(), keys);
    try (SubscriberLoad crowd = site.crowd(Edge.WEB_SOCKET);
        HttpPool pool = site.admin(CLIENTS)) {
      crowd.join(keys);
      crowd.startHeartbeats(BenchContext.HEARTBEAT);
      new WarmUp(site).play(time -> push(pool, calls, crowd, time));
      Optional<Memory> before = memory(site);
      crowd.latencies().reset();
      push(pool, calls, crowd, site.scale().steady());
      Latency latency = crowd.latencies().take();
      Optional<Memory> after = memory(site);
      return Outcome.of(
          name(),
          new Row(
              what() + " for " + site.scale().steady().toSeconds() + " s",
              "p50 3.8, p99 24.6, p99.9 74 ms",
              "p50 under 3, p99 under 10, p99.9 under 30 ms, no growth in memory",
              Figures.percentiles(latency) + growth(before, after),
              Optional.of(
                  latency.p50() < 3_000 && latency.p99() < 10_000 && latency.p999() < 30_000),
              Optional.of(latency)));
    }
  }

  private static void push(HttpPool pool, Calls calls, SubscriberLoad crowd, Duration time)
      throws BenchException, InterruptedException {
    long before = crowd.messages();
    new OpenLoop(pool, calls::next).run(CALLS_PER_SECOND, time);
    crowd.awaitMessages(before + CALLS_PER_SECOND * KEYS_PER_CALL * time.toSeconds());
  }

  private static Optional<Memory> memory(BenchContext site)
      throws IOException, InterruptedException {
    return site.server().isPresent() ? Optional.of(site.server().get().memory()) : Optional.empty();
  }

  private static String growth(Optional<Memory> before, Optional<Memory> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return "";
    }
    String heap =
        before.get().heap().isPresent() && after.get().heap().isPresent()
            ? ", heap "
                + Figures.megabytes(before.get().heap().getAsLong())
                + " → "
                + Figures.megabytes(after.get().heap().getAsLong())
            : "";
    return "; process "
        + Figures.megabytes(before.get().resident())
        + " → "
        + Figures.megabytes(after.get().resident())
        + heap;
  }

  /** The calls in turn, so that each key is pushed to as often as any other. */
  private static final class Calls {
    private final PushRequests requests;
    private final List<String> groups = new ArrayList<>();
    private int next;

    Calls(PushRequests requests, List<String> keys) {
      this.requests = requests;
      for (int i = 0; i + KEYS_PER_CALL <= keys.size(); i += KEYS_PER_CALL) {
        groups.add(String.join(",", keys.subList(i, i + KEYS_PER_CALL)));
      }
    }

    byte[] next(long intended) {
      next = (next + 1) % groups.size();
      return requests.many(groups.get(next), 0, Stamp.message(intended));
    }
  }
}
