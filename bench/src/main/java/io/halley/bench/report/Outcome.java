/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import io.halley.bench.node.GcPauses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one workload came to.
 *
 * @param rows lines of the table
 * @param curves points for the plots, by the plot's name
 * @param footprint what idle connections cost, if that was measured
 * @param pauses of the server's JVM meanwhile, if it tells
 */
public record Outcome(
    String workload,
    List<Row> rows,
    List<PlottedCurve> curves,
    Optional<Footprint> footprint,
    Optional<GcPauses> pauses) {
  public Outcome {
    rows = List.copyOf(rows);
    curves = List.copyOf(curves);
  }

  /** A curve and the plot that it belongs to. */
  public record PlottedCurve(PlotKind plot, Curve curve) {}

  /** Only lines of the table. */
  public static Outcome of(String workload, Row... rows) {
    return new Outcome(workload, List.of(rows), List.of(), Optional.empty(), Optional.empty());
  }

  /** With points of a plot. */
  public Outcome plotted(PlotKind plot, Curve curve) {
    List<PlottedCurve> more = new ArrayList<>(curves);
    more.add(new PlottedCurve(plot, curve));
    return new Outcome(workload, rows, more, footprint, pauses);
  }

  /** With what idle connections cost. */
  public Outcome with(Footprint cost) {
    return new Outcome(workload, rows, curves, Optional.of(cost), pauses);
  }

  /** With the pauses of the server's JVM. */
  public Outcome with(GcPauses meanwhile) {
    return new Outcome(workload, rows, curves, footprint, Optional.of(meanwhile));
  }
}
