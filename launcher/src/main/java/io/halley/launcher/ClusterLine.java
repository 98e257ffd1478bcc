/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command line of {@code ./halley cluster}.
 *
 * @param data the directory that keeps everything, each process's in a directory of its own
 * @param config the file of settings that was asked for, if any
 * @param comets how many comet nodes
 * @param webs how many web nodes
 * @param messages how many message nodes
 * @param portOffset what every port is moved by
 * @param properties settings for all nodes
 */
record ClusterLine(
    Path data,
    Optional<Path> config,
    int comets,
    int webs,
    int messages,
    int portOffset,
    Map<String, String> properties) {

  /** The word that it begins with. */
  static final String COMMAND = "cluster";

  /** More nodes of a role would come to the ports of another. */
  private static final int MOST_NODES = 9;

  private static final int MOST_OFFSET = 50_000;
  private static final String NODES = "how many nodes there are, a number";

  /** What every option stands for that this command knows. */
  static final Map<String, String> OPTIONS =
      Map.of(
          "--data", "",
          "--config", "",
          "--store", "halley.message.store",
          "--comets", "",
          "--webs", "",
          "--messages", "",
          "--port-offset", "");

  /** What the command settles for each node, so that nobody else may. */
  private static final Pattern OWN =
      Pattern.compile(
          "halley\\.(roles|node\\.name|zookeeper\\.connect|rpc\\.address|.*-port"
              + "|comet\\.(tcp|ws)-address|.*\\.advertised-.*)");

  /**
   * Reads {@code cluster} and the options after it.
   *
   * @throws UsageException for the first thing that is wrong
   */
  static ClusterLine parse(List<String> arguments) {
    Arguments read = Arguments.parse(arguments.subList(1, arguments.size()), OPTIONS, Set.of());
    read.properties().keySet().stream()
        .filter(name -> OWN.matcher(name).matches())
        .sorted()
        .findFirst()
        .ifPresent(ClusterLine::refuse);
    return new ClusterLine(
        Path.of(read.options().getOrDefault("--data", "data/cluster")).toAbsolutePath().normalize(),
        Optional.ofNullable(read.options().get("--config")).map(Path::of),
        read.number("--comets", NODES, 3, 1, MOST_NODES),
        read.number("--webs", NODES, 2, 1, MOST_NODES),
        read.number("--messages", NODES, 2, 1, MOST_NODES),
        read.number("--port-offset", "what is added to each port, a number", 0, 0, MOST_OFFSET),
        read.properties());
  }

  private static void refuse(String name) {
    throw new UsageException(
        name
            + " is not the same for all nodes, so ./halley cluster settles it; ports are moved with"
            + " --port-offset.");
  }
}
