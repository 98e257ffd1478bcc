/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Edge;
import io.halley.bench.load.SubscriberLoad;
import io.halley.bench.node.Listener;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How many subscribers a second are connected and subscribed, warm. */
final class ConnectRate implements Workload {
  private static final int ROUNDS = 3;

  private final String name;
  private final Edge edge;
  private final String reference;
  private final double goal;

  private ConnectRate(String name, Edge edge, String reference, double goal) {
    this.name = name;
    this.edge = edge;
    this.reference = reference;
    this.goal = goal;
  }

  static ConnectRate tcp() {
    return new ConnectRate("accept-tcp", Edge.TCP, "20,000/s", 20_000);
  }

  static ConnectRate webSocket() {
    return new ConnectRate("accept-ws", Edge.WEB_SOCKET, "10,400/s", 12_000);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "connections accepted and subscribed, " + edge.title();
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(BenchContext.listener(edge));
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    int count = site.scale().connections();
    new WarmUp(site).play(time -> joinFor(site, count, time));
    double seconds = 0;
    for (int i = 0; i < ROUNDS; i++) {
      seconds += count / join(site, count);
    }
    double rate = ROUNDS * count / seconds;
    return Outcome.of(
        name,
        new Row(
            String.format(Locale.ROOT, "%s (%,d of them)", what(), count),
            reference,
            Figures.perSecond(goal),
            Figures.perSecond(rate),
            Optional.of(rate >= goal),
            Optional.empty()));
  }

  private void joinFor(BenchContext site, int count, Duration time)
      throws BenchException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      join(site, count);
    }
  }

  private double join(BenchContext site, int count) throws BenchException, InterruptedException {
    try (SubscriberLoad crowd = site.crowd(edge)) {
      return crowd.join(site.keys().some(count));
    }
  }
}
