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
import io.halley.bench.report.Curve;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.PlotKind;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a call's cost grows with its keys. */
final class KeysOfACall implements Workload {
  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String what() {
    return "one mprivate to 100, …, 10,000 keys online, TCP, not stored";
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(Listener.ADMIN, Listener.TCP);
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    List<Integer> steps = site.scale().keySteps();
    List<String> keys = site.keys().some(steps.get(steps.size() - 1));
    List<Curve.Point> median = new ArrayList<>();
    List<Curve.Point> slow = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    try (SubscriberLoad crowd = site.crowd(Edge.TCP);
        HttpPool pool = site.admin(1)) {
      crowd.join(keys);
      crowd.startHeartbeats(BenchContext.HEARTBEAT);
      FanOutRounds rounds = new FanOutRounds(pool, site.requests(), crowd, 0);
      new WarmUp(site).play(time -> rounds.playFor(keys, time));
      for (int step : steps) {
        rounds.play(keys.subList(0, step), site.scale().rounds());
        Latency latency = crowd.latencies().take();
        median.add(new Curve.Point(step, latency.p50() / 1e3));
        slow.add(new Curve.Point(step, latency.p99() / 1e3));
        figures.add(step + " keys: p99 " + Figures.millis(latency.p99()));
      }
    }
    Row row =
        new Row(what(), "", "", String.join(", ", figures), Optional.empty(), Optional.empty());
    return Outcome.of(name(), row)
        .plotted(PlotKind.KEYS, new Curve("p50", median))
        .plotted(PlotKind.KEYS, new Curve("p99", slow));
  }
}
