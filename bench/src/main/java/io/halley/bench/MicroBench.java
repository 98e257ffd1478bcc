/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.failure.BenchException;
import io.halley.bench.report.BenchmarksFile;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import io.halley.bench.report.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code ./halley bench --micro}: the benchmarks of single parts, by JMH. */
final class MicroBench {
  private MicroBench() {}

  /** Runs them and writes them as a section of their own. */
  static void run(BenchOptions options, Path root, String command, Progress progress)
      throws BenchException, IOException {
    ChainedOptionsBuilder chosen =
        new OptionsBuilder().include("io\\.halley\\.bench\\.micro\\..*").shouldFailOnError(true);
    if (options.quick()) {
      chosen
          .forks(1)
          .warmupIterations(1)
          .measurementIterations(2)
          .warmupTime(TimeValue.milliseconds(500))
          .measurementTime(TimeValue.milliseconds(500));
    }
    Collection<RunResult> results;
    try {
      results = new Runner(chosen.build()).run();
    } catch (RunnerException e) {
      throw new BenchException("JMH did not run the benchmarks: " + e.getMessage() + ".");
    }
    List<Outcome> outcomes = results.stream().map(MicroBench::outcome).toList();
    String title = Machine.jdk() + ", parts by themselves" + (options.quick() ? ", quick" : "");
    new BenchmarksFile(options.out(), root.resolve("docs/benchmarks"))
        .write(new Run(title, command, Machine.conditions(), outcomes));
    progress.say("written: " + options.out());
  }

  private static Outcome outcome(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    String[] names = result.getParams().getBenchmark().split("\\.", -1);
    String error =
        Double.isNaN(primary.getScoreError())
            ? ""
            : String.format(Locale.ROOT, " ± %,.1f", primary.getScoreError());
    return Outcome.of(
        names[names.length - 2],
        new Row(
            names[names.length - 1],
            "",
            "",
            String.format(Locale.ROOT, "%,.1f", primary.getScore())
                + error
                + " "
                + primary.getScoreUnit(),
            Optional.empty(),
            Optional.empty()));
  }
}
