/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.node.Listener;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line of {@code ./halley bench}.
 *
 * @param quick whether a look is enough
 * @param micro whether JMH is to run instead
 * @param only the workloads that are asked for; empty: all
 * @param connections the most idle connections, if that is asked for
 * @param addresses of the node that runs already; empty: the bench starts one
 * @param redisUri the Redis to use; empty: the bench starts one
 * @param out the file to write
 * @param nodeOptions options for a node that the bench starts
 */
record BenchOptions(
    boolean quick,
    boolean micro,
    Set<String> only,
    Optional<Integer> connections,
    Map<Listener, InetSocketAddress> addresses,
    Optional<String> redisUri,
    Path out,
    List<String> nodeOptions) {

  private static final Set<String> FLAGS = Set.of("--quick", "--micro");
  private static final Set<String> VALUES =
      Set.of("--only", "--connections", "--redis-uri", "--out");
  private static final int LEAST_CONNECTIONS = 100;
  private static final int MOST_CONNECTIONS = 60_000;
  private static final int MOST_PORT = 65_535;

  /**
   * Reads the options.
   *
   * @param root what relative files are relative to
   * @throws UsageException for the first thing that is wrong
   */
  static BenchOptions parse(List<String> arguments, Path root) {
    Set<String> flags = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    Map<Listener, InetSocketAddress> addresses = new EnumMap<>(Listener.class);
    List<String> nodeOptions = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (FLAGS.contains(name)) {
        flags.add(name);
      } else if (name.startsWith("-D") && name.indexOf('=') > 2) {
        nodeOptions.add(name);
      } else {
        Optional<Listener> listener = listener(name);
        if (listener.isEmpty() && !VALUES.contains(name)) {
          throw new UsageException("There is no option " + name + "; see ./halley bench --help.");
        }
        i++;
        if (i == arguments.size() || arguments.get(i).isBlank()) {
          throw new UsageException(
              "The option " + name + " needs a value; see ./halley bench --help.");
        }
        String value = arguments.get(i);
        listener.ifPresentOrElse(
            known -> addresses.put(known, address(name, value)), () -> values.put(name, value));
      }
    }
    if (!addresses.isEmpty() && !nodeOptions.isEmpty()) {
      throw new UsageException(
          "The option "
              + nodeOptions.get(0)
              + " is for a node that the bench starts, but an address of a node that runs is"
              + " given.");
    }
    return new BenchOptions(
        flags.contains("--quick"),
        flags.contains("--micro"),
        names(values.getOrDefault("--only", "")),
        Optional.ofNullable(values.get("--connections")).map(BenchOptions::connections),
        Map.copyOf(addresses),
        Optional.ofNullable(values.get("--redis-uri")),
        root.resolve(values.getOrDefault("--out", "BENCHMARKS.md")),
        List.copyOf(nodeOptions));
  }

  private static Optional<Listener> listener(String name) {
    for (Listener listener : Listener.values()) {
      if (listener.option().equals(name)) {
        return Optional.of(listener);
      }
    }
    return Optional.empty();
  }

  private static Set<String> names(String list) {
    Set<String> names = new HashSet<>(List.of(list.split(",", -1)));
    names.remove("");
    return Set.copyOf(names);
  }

  private static int connections(String value) {
    return number("--connections", value, LEAST_CONNECTIONS, MOST_CONNECTIONS);
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, in the same words as a number out of bounds
    }
    throw new UsageException(
        "The option "
            + option
            + " takes a number from "
            + least
            + " to "
            + most
            + ", but was given "
            + value
            + ".");
  }

  private static InetSocketAddress address(String option, String value) {
    int colon = value.lastIndexOf(':');
    if (colon < 1) {
      throw new UsageException(
          "The option " + option + " takes host:port, but was given " + value + ".");
    }
    int port = number(option + "'s port", value.substring(colon + 1), 1, MOST_PORT);
    InetSocketAddress address = new InetSocketAddress(value.substring(0, colon), port);
    if (address.isUnresolved()) {
      throw new UsageException("The host of " + option + ", " + value + ", is not known.");
    }
    return address;
  }

  /** Whether this workload is asked for. */
  boolean wants(String workload) {
    return only.isEmpty() || only.contains(workload);
  }
}
