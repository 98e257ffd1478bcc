/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import io.halley.launcher.child.StoreServer;
import io.halley.launcher.child.ZooKeeperMember;
import io.halley.launcher.process.Program;
import io.halley.launcher.process.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a small cluster, in the order in which they start: ZooKeeper, the store,
 * message, comet and web nodes.
 */
final class ClusterPrograms {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  /** Quick to start and small, and slower once warm, which is no matter for trying. */
  private static final List<String> THRIFT =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UseG1GC", "-XX:+UseSerialGC", "-Xms32m");

  private final ClusterPlan plan;
  private final ClusterPorts ports;
  private final Layout layout;
  private final int processors;

  ClusterPrograms(ClusterPlan plan, Layout layout, int processors) {
    this.plan = plan;
    this.ports = new ClusterPorts(plan.line().portOffset());
    this.layout = layout;
    this.processors = processors;
  }

  /** Makes the directories and files that the processes begin with. */
  List<Stage> stages() throws IOException {
    List<Stage> stages = new ArrayList<>();
    List<Program> zooKeeper = new ArrayList<>();
    for (int number = 1; number <= ClusterPorts.ENSEMBLE; number++) {
      zooKeeper.add(zooKeeper(number));
    }
    // one alone is never ready
    stages.add(new Stage(zooKeeper, zooKeeper.size()));

    Map<String, String> environment = new HashMap<>(plan.environment());
    if (plan.ownStore()) {
      Path directory = directory("store");
      String password = StorePassword.of(directory.resolve("password"));
      environment.put(StoreServer.PASSWORD, password);
      stages.add(new Stage(List.of(store(directory, password)), 1));
    }
    // the first message node makes the tables
    stages.add(new Stage(nodes(Role.MESSAGE, environment), 1));
    int atOnce = Math.max(2, processors / 2);
    stages.add(new Stage(nodes(Role.COMET, plan.environment()), atOnce));
    stages.add(new Stage(nodes(Role.WEB, plan.environment()), atOnce));
    return stages;
  }

  private Program zooKeeper(int number) throws IOException {
    String name = "zookeeper" + number;
    Path directory = directory(name);
    Path configuration = ZooKeeperFiles.write(directory, number, ports);
    List<String> command = child(directory, "-Xmx96m", ZooKeeperMember.class);
    command.add(configuration.toString());
    command.add(Port.LOOPBACK + ":" + ports.zooKeeperClient(number));
    return program(name, command, Map.of(), Duration.ofSeconds(2));
  }

  private Program store(Path directory, String password) throws IOException {
    List<String> command = child(directory, "-Xmx192m", StoreServer.class);
    command.add(String.valueOf(ports.store()));
    command.add(directory.toString());
    return program("store", command, Map.of(StoreServer.PASSWORD, password), Duration.ofSeconds(3));
  }

  private List<String> child(Path directory, String heap, Class<?> main) throws IOException {
    List<String> options = new ArrayList<>(THRIFT);
    options.add(heap);
    options.add(
        "-Djava.util.logging.config.file=" + layout.loggingProperties(directory, directory));
    return layout.childCommand(options, main);
  }

  private List<Program> nodes(Role role, Map<String, String> environment) throws IOException {
    List<Program> programs = new ArrayList<>();
    for (ClusterNode node : plan.nodes(role)) {
      directory(node.name());
      List<String> options = new ArrayList<>(THRIFT);
      options.add("-Xmx256m");
      plan.line().properties().entrySet().stream()
          .filter(property -> !property.getKey().startsWith("halley."))
          .forEach(property -> options.add("-D" + property.getKey() + "=" + property.getValue()));
      List<String> command = layout.nodeCommand(options);
      command.addAll(node.arguments());
      programs.add(program(node.name(), command, environment, endWithin(role)));
    }
    return programs;
  }

  /** All together end in 20 seconds. */
  private static Duration endWithin(Role role) {
    return switch (role) {
      case WEB, MESSAGE -> Duration.ofSeconds(4);
      case COMET -> Duration.ofSeconds(6);
    };
  }

  private Program program(
      String name, List<String> command, Map<String, String> environment, Duration endWithin) {
    Path output = plan.line().data().resolve(name).resolve("output.log");
    return new Program(name, command, environment, output, READY_WITHIN, endWithin);
  }

  private Path directory(String name) throws IOException {
    return OwnerOnly.directory(plan.line().data().resolve(name));
  }
}
