/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.halley.testkit.process.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What to start: a command line of {@code ./halley}. Immutable; it may be started again and again,
 * on the same ports and data.
 *
 * @param kind what the node runs on
 * @param data the folder of the node's data
 * @param ports a port for each listener that this kind has
 * @param options further arguments
 * @param jdk the JDK that runs it
 */
public record NodeSetup(
    NodeKind kind, Path data, Map<Listener, Integer> ports, List<String> options, Path jdk) {
  private static final Path OWN_JDK =
      Path.of(Objects.requireNonNull(System.getProperty("java.home")));

  /** A node on free ports. */
  public static NodeSetup of(NodeKind kind, Path data, String... options) {
    List<Listener> listeners = Arrays.stream(Listener.values()).filter(kind::has).toList();
    return of(kind, data, listeners, List.of(options));
  }

  /** A node that has these listeners only, on free ports. */
  public static NodeSetup of(
      NodeKind kind, Path data, List<Listener> listeners, List<String> options) {
    Iterator<Integer> free = FreePorts.some(listeners.size()).iterator();
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    listeners.forEach(listener -> ports.put(listener, free.next()));
    return new NodeSetup(kind, data, Map.copyOf(ports), List.copyOf(options), OWN_JDK);
  }

  /** The same with further arguments; of two that say the same the later one counts. */
  public NodeSetup withOptions(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new NodeSetup(kind, data, ports, List.copyOf(all), jdk);
  }

  /** The same with another port for a listener. */
  public NodeSetup withPort(Listener listener, int port) {
    Map<Listener, Integer> changed = new EnumMap<>(ports);
    changed.put(listener, port);
    return new NodeSetup(kind, data, Map.copyOf(changed), options, jdk);
  }

  /** The same on a JDK that knows the other machines by these names, and by no others. */
  public NodeSetup withHosts(Map<String, String> addresses) {
    return new NodeSetup(kind, data, ports, options, HostsJdk.create(addresses));
  }

  List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(ProjectRoot.folder().resolve("halley").toString());
    line.add(kind.command());
    ports.forEach(
        (listener, port) -> {
          line.add(listener.option());
          line.add(String.valueOf(port));
        });
    line.add("--data");
    line.add(data.toString());
    line.addAll(options);
    return line;
  }
}
