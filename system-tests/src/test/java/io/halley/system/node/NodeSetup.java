/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.halley.testkit.process.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What to start: a command line of {@code ./halley}. Immutable; it may be started again and again,
 * on the same ports and data.
 *
 * @param kind what the node runs on
 * @param data the folder of the node's data
 * @param ports a port for each listener that this kind has
 * @param options further arguments
 */
public record NodeSetup(
    NodeKind kind, Path data, Map<Listener, Integer> ports, List<String> options) {

  /** A node on free ports. */
  public static NodeSetup of(NodeKind kind, Path data, String... options) {
    Iterator<Integer> free = FreePorts.some(Listener.values().length).iterator();
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    for (Listener listener : Listener.values()) {
      int port = free.next();
      if (kind.has(listener)) {
        ports.put(listener, port);
      }
    }
    return new NodeSetup(kind, data, Map.copyOf(ports), List.of(options));
  }

  /** The same with another port for a listener. */
  public NodeSetup withPort(Listener listener, int port) {
    Map<Listener, Integer> changed = new EnumMap<>(ports);
    changed.put(listener, port);
    return new NodeSetup(kind, data, Map.copyOf(changed), options);
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
