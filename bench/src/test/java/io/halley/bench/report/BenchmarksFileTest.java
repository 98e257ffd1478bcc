/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.halley.bench.load.Latency;
import io.halley.bench.node.GcPauses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksFileTest {
  private static final Row PUSH =
      new Row(
          "push one",
          "3,600/s",
          "12,000/s",
          "13,000/s",
          Optional.of(true),
          Optional.of(new Latency(1_000, 2_000, 3_000, 9_500, 20_000, 30_000)));

  private final Path folder;

  BenchmarksFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aRun_hasItsTableItsPercentilesItsPausesAndItsPlots() throws Exception {
    write("JDK 17", Outcome.of("push", PUSH).with(new GcPauses(3, 12.4, 6.05)));

    assertThat(text())
        .startsWith("# Benchmarks\n")
        .contains("## JDK 17\n`./halley bench`\n")
        .contains("| push one (`push`) | 3,600/s | 12,000/s | 13,000/s | reached |")
        .contains("| push one | 1,000 | 2.00 ms | 3.00 ms | 9.50 ms | 20 ms | 30 ms |")
        .contains("| `push` | 3 | 12 ms | 6.1 ms |");
  }

  @Test
  void aGoalThatWasMissed_isSaid() throws Exception {
    Row missed = new Row("a", "", "9/s", "8/s", Optional.of(false), Optional.empty());
    write("JDK 17", Outcome.of("w", missed, Row.notRun("b", "no Redis")));

    assertThat(text())
        .contains("| a (`w`) |  | 9/s | 8/s | **not reached** |")
        .contains("| b (`w`) |  |  | not run: no Redis |  |");
  }

  @Test
  void aNewRun_replacesTheOneOfItsTitleOnly() throws Exception {
    write("JDK 17", outcome("1st"));
    write("JDK 25", outcome("2nd"));
    write("JDK 17", outcome("3rd"));

    assertThat(text()).contains("3rd").contains("2nd").doesNotContain("1st");
    assertThat(text().indexOf("## JDK 17")).isLessThan(text().indexOf("## JDK 25"));
  }

  @Test
  void plots_areWrittenBesideAndLinked() throws Exception {
    Curve curve =
        new Curve("TCP", List.of(new Curve.Point(1_000, 300), new Curve.Point(15_000, 340)));
    write("JDK 17", outcome("x").plotted(PlotKind.MEMORY, curve));

    assertThat(text()).contains("![Memory as connections grow](plots/memory-jdk-17.svg)");
    assertThat(Files.readString(folder.resolve("plots/memory-jdk-17.svg")))
        .startsWith("<svg ")
        .contains("<polyline ")
        .contains(">TCP</text>");
  }

  @Test
  void axes_endAtARoundNumber() {
    assertThat(SvgPlot.round(15_000)).isEqualTo(15_000);
    assertThat(SvgPlot.round(13_100)).isEqualTo(15_000);
    assertThat(SvgPlot.round(0.68)).isCloseTo(0.7, within(1e-9));
    assertThat(SvgPlot.round(0)).isEqualTo(1);
  }

  @Test
  void aMillionConnections_areReckonedFromWhatOneTakes() {
    Footprint footprint = new Footprint("TCP", 15_000, 300 << 20, 2_048, 1_024, 0.015);
    assertThat(footprint.aMillion())
        .startsWith("TCP: 300 MB + 1,000,000 × 2.0 KB = 2.2 GB of the process")
        .contains("1,000,000 × 1.0 KB = 1.0 GB of the kernel")
        .contains("3.2 of 32 GB")
        .endsWith("33,333 a second, 1.00 processors.");
  }

  private static Outcome outcome(String measured) {
    return Outcome.of("w", new Row("what", "", "", measured, Optional.empty(), Optional.empty()));
  }

  private void write(String title, Outcome... outcomes) throws Exception {
    new BenchmarksFile(folder.resolve("BENCHMARKS.md"), folder.resolve("plots"))
        .write(new Run(title, "./halley bench", List.of("a machine"), List.of(outcomes)));
  }

  private String text() throws Exception {
    return Files.readString(folder.resolve("BENCHMARKS.md"));
  }
}
