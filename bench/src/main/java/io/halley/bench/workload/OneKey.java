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
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** As many subscribers as one key may have, and a push to it each millisecond. */
final class OneKey implements Workload {
  private static final int SUBSCRIBERS = 64;
  private static final int PER_SECOND = 1_000;
  private static final int CLIENTS = 32;
  private static final long GOAL_MICROS = 10_000;

  @Override
  public String name() {
    return "one-key";
  }

  @Override
  public String what() {
    return "64 subscribers (TCP) on one key, 1,000 pushes/s";
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(Listener.ADMIN, Listener.TCP);
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    PushRequests requests = site.requests();
    String key = site.keys().some(1).get(0);
    List<String> subscribers = Collections.nCopies(SUBSCRIBERS, key);
    try (SubscriberLoad crowd = site.crowd(Edge.TCP);
        HttpPool pool = site.admin(CLIENTS)) {
      crowd.join(subscribers);
      crowd.startHeartbeats(BenchContext.HEARTBEAT);
      new WarmUp(site).play(time -> push(pool, requests, key, crowd, time));
      crowd.latencies().reset();
      push(pool, requests, key, crowd, site.scale().measured());
      Latency latency = crowd.latencies().take();
      return Outcome.of(
          name(),
          new Row(
              what(),
              "",
              "p99 under 10 ms",
              Figures.percentiles(latency),
              Optional.of(latency.p99() < GOAL_MICROS),
              Optional.of(latency)));
    }
  }

  private static void push(
      HttpPool pool, PushRequests requests, String key, SubscriberLoad crowd, Duration time)
      throws BenchException, InterruptedException {
    long before = crowd.messages();
    new OpenLoop(pool, intended -> requests.one(key, 0, Stamp.message(intended)))
        .run(PER_SECOND, time);
    crowd.awaitMessages(before + SUBSCRIBERS * PER_SECOND * time.toSeconds());
  }
}
