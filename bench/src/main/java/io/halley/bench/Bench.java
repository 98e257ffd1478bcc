/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.LoadLoops;
import io.halley.bench.node.GcWatch;
import io.halley.bench.node.Listener;
import io.halley.bench.node.OwnNode;
import io.halley.bench.node.OwnRedis;
import io.halley.bench.node.ServerProcess;
import io.halley.bench.node.Target;
import io.halley.bench.report.BenchmarksFile;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import io.halley.bench.report.Run;
import io.halley.bench.workload.BenchContext;
import io.halley.bench.workload.Keys;
import io.halley.bench.workload.Scale;
import io.halley.bench.workload.Workload;
import io.halley.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run: starts what is to be measured, measures it, and writes the report. */
final class Bench {
  private static final String H2 = "H2, embedded, each commit written to its file";

  private final BenchOptions options;
  private final Path root;
  private final String command;
  private final Progress progress;
  private final Scale scale;
  private final Path folder;
  private final Keys keys = new Keys();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private List<String> conditions = List.of();

  Bench(BenchOptions options, Path root, String command, Progress progress) {
    this.options = options;
    this.root = root;
    this.command = command;
    this.progress = progress;
    Scale chosen = options.quick() ? Scale.QUICK : Scale.FULL;
    this.scale = options.connections().map(chosen::withConnections).orElse(chosen);
    this.folder = root.resolve("bench/target/run-" + ProcessHandle.current().pid());
  }

  /**
   * Measures everything that was asked for, and writes it.
   *
   * @throws BenchException if the node is not there or dies, and then nothing is written; or if a
   *     workload failed, and then the others are written
   * @throws UsageException if a workload is asked for that there is not
   */
  void run() throws BenchException, IOException, InterruptedException {
    requireKnown();
    Files.createDirectories(folder);
    try {
      measureAll();
    } catch (BenchException e) {
      if (options.addresses().isEmpty()) {
        progress.say("what the nodes said is in " + folder);
      } else {
        deleteFolder();
      }
      throw e;
    }
    deleteFolder();
    write();
    if (!failures.isEmpty()) {
      throw new BenchException("There are no figures for " + String.join(" For ", failures));
    }
  }

  private void measureAll() throws BenchException, IOException, InterruptedException {
    if (options.addresses().isEmpty()) {
      measureOwnNodes();
    } else {
      Target target = new Target(options.addresses(), adminKey(), "what the node was told");
      measure(target, Workloads.of("the node's store"));
    }
  }

  private void write() throws IOException {
    String title = Machine.jdk() + (options.quick() ? ", quick" : "");
    if (!options.addresses().isEmpty()) {
      title = title + ", a node that ran";
    }
    Run run = new Run(title, command, conditions, outcomes);
    new BenchmarksFile(options.out(), options.out().resolveSibling("docs/benchmarks")).write(run);
    progress.say("written: " + options.out());
  }

  private static Optional<String> adminKey() {
    return Optional.ofNullable(System.getenv("HALLEY_WEB_ADMIN_KEY"));
  }

  private void requireKnown() {
    Set<String> known =
        Stream.concat(Workloads.of("").stream(), Workloads.onRedis("").stream())
            .map(Workload::name)
            .collect(Collectors.toCollection(TreeSet::new));
    known.add(NodeStarts.NAME);
    Set<String> unknown = new HashSet<>(options.only());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "There is no workload "
              + unknown.iterator().next()
              + "; there are "
              + String.join(", ", known)
              + ".");
    }
  }

  private void measureOwnNodes() throws BenchException, IOException, InterruptedException {
    List<Workload> workloads = wanted(Workloads.of("H2"));
    if (!workloads.isEmpty() || options.wants(NodeStarts.NAME)) {
      NodeStarts starts = new NodeStarts(root, folder.resolve("h2"), progress);
      try (OwnNode node = starts.start(scale.starts(), H2, options.nodeOptions())) {
        if (options.wants(NodeStarts.NAME)) {
          outcomes.add(starts.outcome());
        }
        measure(node.target(), workloads);
      }
    }
    if (!wanted(Workloads.onRedis("")).isEmpty()) {
      measureOnRedis();
    }
  }

  private void measureOnRedis() throws BenchException, IOException, InterruptedException {
    if (options.redisUri().isPresent()) {
      measureOnRedis(options.redisUri().get(), "Redis (" + options.redisUri().get() + ")");
      return;
    }
    try (OwnRedis redis = OwnRedis.start(folder.resolve("redis"))) {
      measureOnRedis(redis.uri(), redis.title());
    }
  }

  private void measureOnRedis(String uri, String title)
      throws BenchException, IOException, InterruptedException {
    List<String> nodeOptions = new ArrayList<>(options.nodeOptions());
    nodeOptions.addAll(List.of("--store", "redis", "-Dhalley.redis.uri=" + uri));
    NodeStarts starts = new NodeStarts(root, folder.resolve("on-redis"), progress);
    try (OwnNode node = starts.start(1, title, nodeOptions)) {
      measure(node.target(), wanted(Workloads.onRedis(title)));
    }
  }

  private List<Workload> wanted(List<Workload> workloads) {
    return workloads.stream().filter(workload -> options.wants(workload.name())).toList();
  }

  private void measure(Target target, List<Workload> workloads)
      throws BenchException, IOException, InterruptedException {
    Optional<ServerProcess> server =
        target.addresses().values().stream().findFirst().flatMap(ServerProcess::listeningAt);
    if (conditions.isEmpty()) {
      conditions = Machine.conditions(server, target.store());
    }
    try (LoadLoops loops = new LoadLoops();
        GcWatch collections = GcWatch.of(server, folder)) {
      BenchContext site = new BenchContext(target, server, loops, keys, scale);
      for (Workload workload : wanted(workloads)) {
        progress.say(workload.name() + ": " + workload.what());
        Outcome outcome = measureOrTell(site, workload);
        outcomes.add(collections.pauses().map(outcome::with).orElse(outcome));
        outcome.rows().forEach(row -> progress.say("    " + row.measured()));
      }
    }
  }

  /** A workload that fails has no figures; unless the node is gone, the others may have theirs. */
  private Outcome measureOrTell(BenchContext site, Workload workload)
      throws BenchException, IOException, InterruptedException {
    try {
      return measure(site, workload);
    } catch (BenchException e) {
      if (!site.target().answers()) {
        throw e;
      }
      failures.add(workload.name() + ": " + e.sentence());
      return Outcome.of(workload.name(), Row.failed(workload.what(), e.sentence()));
    }
  }

  private static Outcome measure(BenchContext site, Workload workload)
      throws BenchException, IOException, InterruptedException {
    for (Listener listener : workload.needs()) {
      if (site.target().address(listener).isEmpty()) {
        return Outcome.of(
            workload.name(),
            Row.notRun(workload.what(), "no " + listener.option() + " address was given"));
      }
    }
    return workload.run(site);
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
