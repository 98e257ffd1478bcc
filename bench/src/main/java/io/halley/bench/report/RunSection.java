/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import io.halley.bench.load.Latency;
import io.halley.bench.node.GcPauses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The section of one run, as Markdown. */
final class RunSection {
  private final Run run;
  private final String plotFolder;
  private final StringBuilder text = new StringBuilder();

  private RunSection(Run run, String plotFolder) {
    this.run = run;
    this.plotFolder = plotFolder;
  }

  /**
   * @param plotFolder where the plots are, as a link from the file
   */
  static String of(Run run, String plotFolder) {
    return new RunSection(run, plotFolder).write();
  }

  /** The plots that the section shows. */
  static List<Plot> plots(Run run) {
    List<Plot> plots = new ArrayList<>();
    for (PlotKind kind : PlotKind.values()) {
      List<Curve> curves =
          run.outcomes().stream()
              .flatMap(outcome -> outcome.curves().stream())
              .filter(plotted -> plotted.plot() == kind)
              .map(Outcome.PlottedCurve::curve)
              .toList();
      if (!curves.isEmpty()) {
        plots.add(kind.of(run.slug(), curves));
      }
    }
    return plots;
  }

  private String write() {
    line("## " + run.title());
    line("`" + run.command() + "`");
    line("");
    run.conditions().forEach(condition -> line("- " + condition));
    line("");
    writeTable();
    writeLatencies();
    writePauses();
    writePlots();
    writeMillion();
    return text.toString();
  }

  private void writeTable() {
    line("| what | reference | to reach | measured | |");
    line("|---|---|---|---|---|");
    for (Outcome outcome : run.outcomes()) {
      for (Row row : outcome.rows()) {
        String met = row.met().map(yes -> yes ? "reached" : "**not reached**").orElse("");
        line(
            cells(
                row.what() + " (`" + outcome.workload() + "`)",
                row.reference(),
                row.goal(),
                row.measured(),
                met));
      }
    }
  }

  private void writeLatencies() {
    if (rows().allMatch(row -> row.latency().isEmpty())) {
      return;
    }
    line("");
    line("| latency | samples | p50 | p90 | p99 | p99.9 | longest |");
    line("|---|---|---|---|---|---|---|");
    rows().forEach(row -> row.latency().ifPresent(time -> line(latencyCells(row.what(), time))));
  }

  private Stream<Row> rows() {
    return run.outcomes().stream().flatMap(outcome -> outcome.rows().stream());
  }

  private static String latencyCells(String what, Latency latency) {
    return cells(
        what,
        String.format(Locale.ROOT, "%,d", latency.count()),
        Figures.millis(latency.p50()),
        Figures.millis(latency.p90()),
        Figures.millis(latency.p99()),
        Figures.millis(latency.p999()),
        Figures.millis(latency.max()));
  }

  private void writePauses() {
    if (run.outcomes().stream().allMatch(outcome -> outcome.pauses().isEmpty())) {
      return;
    }
    line("");
    line("| garbage collection during | pauses | together | longest |");
    line("|---|---|---|---|");
    for (Outcome outcome : run.outcomes()) {
      outcome.pauses().ifPresent(pauses -> line(pauseCells(outcome.workload(), pauses)));
    }
  }

  private static String pauseCells(String workload, GcPauses pauses) {
    return cells(
        "`" + workload + "`",
        String.valueOf(pauses.count()),
        String.format(Locale.ROOT, "%.0f ms", pauses.totalMillis()),
        String.format(Locale.ROOT, "%.1f ms", pauses.longestMillis()));
  }

  private void writePlots() {
    for (Plot plot : plots(run)) {
      line("");
      line("![" + plot.title() + "](" + plotFolder + "/" + plot.name() + ".svg)");
    }
  }

  private void writeMillion() {
    List<Footprint> footprints =
        run.outcomes().stream().flatMap(outcome -> outcome.footprint().stream()).toList();
    if (footprints.isEmpty()) {
      return;
    }
    line("");
    line("A million idle connections on one machine of 32 GB, by these figures:");
    line("");
    footprints.forEach(footprint -> line("- " + footprint.aMillion()));
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
