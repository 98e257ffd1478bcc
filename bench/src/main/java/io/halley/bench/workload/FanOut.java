/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Edge;
import io.halley.bench.load.HttpPool;
import io.halley.bench.load.Latency;
import io.halley.bench.load.SubscriberLoad;
import io.halley.bench.node.Listener;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One call to 10,000 keys, each with a subscriber. */
final class FanOut implements Workload {
  private static final int EXPIRE_SECONDS = 600;

  private final String name;
  private final Edge edge;
  private final Optional<String> store;
  private final String reference;
  private final long goalMillis;

  private FanOut(
      String name, Edge edge, Optional<String> store, String reference, long goalMillis) {
    this.name = name;
    this.edge = edge;
    this.store = store;
    this.reference = reference;
    this.goalMillis = goalMillis;
  }

  static List<Workload> notStored() {
    return List.of(
        new FanOut("fan-out-tcp", Edge.TCP, Optional.empty(), "p50 102, p99 221 ms", 110),
        new FanOut("fan-out-ws", Edge.WEB_SOCKET, Optional.empty(), "p50 102, p99 164 ms", 110),
        new FanOut("fan-out-jakarta", Edge.JAKARTA, Optional.empty(), "", 400));
  }

  static Workload stored(String name, String store) {
    return new FanOut(name, Edge.TCP, Optional.of(store), "the call alone took 86 to 205 ms", 180);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "one mprivate to 10,000 keys online, "
        + edge.title()
        + store.map(kept -> ", stored in " + kept).orElse(", not stored");
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(Listener.ADMIN, BenchContext.listener(edge));
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    List<String> keys = site.keys().some(site.scale().fanOutKeys());
    try (SubscriberLoad crowd = site.crowd(edge);
        HttpPool pool = site.admin(1)) {
      crowd.join(keys);
      crowd.startHeartbeats(BenchContext.HEARTBEAT);
      FanOutRounds rounds =
          new FanOutRounds(pool, site.requests(), crowd, store.isPresent() ? EXPIRE_SECONDS : 0);
      new WarmUp(site).play(time -> rounds.playFor(keys, time));
      rounds.play(keys, site.scale().rounds());
      Latency delivery = crowd.latencies().take();
      Latency call = rounds.calls().take();
      return Outcome.of(
          name,
          new Row(
              what(),
              reference,
              String.format(Locale.ROOT, "p99 under %d ms", goalMillis),
              Figures.percentiles(delivery) + "; the call alone p50 " + Figures.millis(call.p50()),
              Optional.of(delivery.p99() < goalMillis * 1_000),
              Optional.of(delivery)));
    }
  }
}
