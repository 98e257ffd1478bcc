/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Edge;
import io.halley.bench.load.SubscriberLoad;
import io.halley.bench.node.KernelMemory;
import io.halley.bench.node.Listener;
import io.halley.bench.node.Memory;
import io.halley.bench.node.ServerProcess;
import io.halley.bench.report.Curve;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Footprint;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.PlotKind;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What connections cost that do nothing but live: memory, and the heartbeats' processor time. */
final class Idle implements Workload {
  private static final double CALM = 0.03;

  /** As many times as often heartbeats are sent while it warms up. */
  private static final int WARMER = 10;

  private final String name;
  private final Edge edge;
  private final String reference;
  private final double goalKilobytes;

  private Idle(String name, Edge edge, String reference, double goalKilobytes) {
    this.name = name;
    this.edge = edge;
    this.reference = reference;
    this.goalKilobytes = goalKilobytes;
  }

  static List<Workload> all() {
    return List.of(
        new Idle("idle-tcp", Edge.TCP, "8.9 KB", 3),
        new Idle("idle-ws", Edge.WEB_SOCKET, "22 KB", 4),
        new Idle("idle-jakarta", Edge.JAKARTA, "", 0));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "memory an idle connection, " + edge.title();
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(BenchContext.listener(edge));
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    if (site.server().isEmpty()) {
      return Outcome.of(
          name, Row.notRun(what(), "the node's process cannot be looked at from here"));
    }
    ServerProcess server = site.server().get();
    List<Integer> steps =
        edge == Edge.JAKARTA ? site.scale().jakartaSteps() : site.scale().connectionSteps();
    int most = steps.get(steps.size() - 1);
    List<String> keys = site.keys().some(most);
    double share;
    Growth growth = new Growth(server);
    try (SubscriberLoad crowd = site.crowd(edge)) {
      int joined = 0;
      for (int step : steps) {
        growth.note(step, crowd.join(keys.subList(joined, step)));
        joined = step;
      }
      crowd.requireAll();
      share = heartbeats(site, server, crowd);
    }
    // now, for it is as warm as it was with them
    double without = share(server, site.scale().idle().dividedBy(2));
    return outcome(growth, most, share, without);
  }

  private Outcome outcome(Growth growth, int most, double share, double without) {
    Row memory =
        new Row(
            what(),
            reference,
            goalKilobytes == 0
                ? ""
                : String.format(Locale.ROOT, "under %.0f KB of the process", goalKilobytes),
            "process " + Figures.kilobytes(growth.residentEach()) + growth.heapEach(),
            goalKilobytes == 0
                ? Optional.empty()
                : Optional.of(growth.residentEach() < goalKilobytes * 1_024),
            Optional.empty());
    Row calm =
        new Row(
            String.format(
                Locale.ROOT, "%,d idle connections, heartbeats of 30 s, %s", most, edge.title()),
            "",
            edge == Edge.JAKARTA ? "" : "under 3 % of a core",
            Figures.percent(share)
                + " of a core; without any connection "
                + Figures.percent(without),
            edge == Edge.JAKARTA ? Optional.empty() : Optional.of(share < CALM),
            Optional.empty());
    return Outcome.of(name, memory, calm)
        .plotted(PlotKind.MEMORY, new Curve(edge.title(), growth.resident))
        .plotted(PlotKind.JOINING, new Curve(edge.title(), growth.rates))
        .with(
            new Footprint(
                edge.title(),
                most,
                growth.without(),
                growth.eachOfMany(),
                growth.kernelEach(),
                Math.max(0, share - without)));
  }

  /** The share of a processor that the server takes while every member sends heartbeats. */
  private static double heartbeats(BenchContext site, ServerProcess server, SubscriberLoad crowd)
      throws BenchException, IOException, InterruptedException {
    // the collections before, and the compiling of what answers a heartbeat, are not its share
    crowd.startHeartbeats(BenchContext.HEARTBEAT.dividedBy(WARMER));
    new WarmUp(site).play(time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    crowd.startHeartbeats(BenchContext.HEARTBEAT);
    TimeUnit.MILLISECONDS.sleep(site.scale().idle().toMillis() / 2);
    double share = share(server, site.scale().idle());
    crowd.requireAll();
    return share;
  }

  private static double share(ServerProcess server, Duration time)
      throws IOException, InterruptedException {
    Duration before = server.processorTime();
    long start = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    Duration used = server.processorTime().minus(before);
    return (double) used.toNanos() / (System.nanoTime() - start);
  }

  /** What was seen at each step. */
  private static final class Growth {
    private final ServerProcess server;
    private final List<Curve.Point> resident = new ArrayList<>();
    private final List<Curve.Point> heap = new ArrayList<>();
    private final List<Curve.Point> rates = new ArrayList<>();
    private final List<Curve.Point> kernel = new ArrayList<>();

    Growth(ServerProcess server) {
      this.server = server;
    }

    void note(int connections, double rate) throws IOException, InterruptedException {
      Memory memory = server.memory();
      rates.add(new Curve.Point(connections, rate));
      resident.add(new Curve.Point(connections, memory.resident() / (double) (1 << 20)));
      memory.heap().ifPresent(bytes -> heap.add(new Curve.Point(connections, bytes)));
      // both ends of a connection are on this machine
      KernelMemory.bytes()
          .ifPresent(bytes -> kernel.add(new Curve.Point(connections, bytes / 2.0)));
    }

    double residentEach() {
      return slope(resident) * (1 << 20);
    }

    /**
     * What the process had touched before holds some thousands; of a million, each needs its heap.
     */
    double eachOfMany() {
      return heap.isEmpty() ? residentEach() : Math.max(residentEach(), slope(heap));
    }

    double without() {
      return resident.get(0).y() * (1 << 20) - resident.get(0).x() * residentEach();
    }

    double kernelEach() {
      return kernel.isEmpty() ? 0 : Math.max(0, slope(kernel));
    }

    String heapEach() {
      return heap.isEmpty() ? "" : ", heap " + Figures.kilobytes(slope(heap));
    }

    private static double slope(List<Curve.Point> points) {
      Curve.Point first = points.get(0);
      Curve.Point last = points.get(points.size() - 1);
      return (last.y() - first.y()) / (last.x() - first.x());
    }
  }
}
