/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.failure.BenchException;
import io.halley.bench.node.OwnNode;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts a node some times and keeps the last one; how long that takes is a line of the table. */
final class NodeStarts {
  /** What people choose it by. */
  static final String NAME = "start";

  private static final double GOAL_SECONDS = 12;

  private final Path root;
  private final Path folder;
  private final Progress progress;
  private final List<Duration> times = new ArrayList<>();

  NodeStarts(Path root, Path folder, Progress progress) {
    this.root = root;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Starts it, on the same data each time.
   *
   * @return the last one, running
   */
  OwnNode start(int count, String store, List<String> options)
      throws BenchException, IOException, InterruptedException {
    for (int i = 1; i < count; i++) {
      try (OwnNode node = startOnce(store, options)) {
        times.add(node.startTime());
      }
    }
    OwnNode last = startOnce(store, options);
    times.add(last.startTime());
    return last;
  }

  private OwnNode startOnce(String store, List<String> options)
      throws BenchException, IOException, InterruptedException {
    progress.say(NAME + ": a node on " + store);
    OwnNode node = OwnNode.start(root, folder, store, options, progress::say);
    progress.say("    ready after " + seconds(node.startTime()));
    return node;
  }

  Outcome outcome() {
    double median = times.stream().sorted().toList().get(times.size() / 2).toMillis() / 1e3;
    return Outcome.of(
        NAME,
        new Row(
            "start to `ready:` on Micro, built, warm disk",
            "",
            "under 12 s",
            times.stream().map(NodeStarts::seconds).collect(Collectors.joining(", ")),
            Optional.of(median < GOAL_SECONDS),
            Optional.empty()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
