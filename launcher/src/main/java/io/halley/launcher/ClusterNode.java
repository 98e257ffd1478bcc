/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import java.util.List;

/**
 * A node of a small cluster.
 *
 * @param name its name, and its directory's
 * @param role the only one that it has
 * @param arguments what its launcher is given
 * @param node the same, checked
 */
record ClusterNode(String name, Role role, List<String> arguments, Node node) {

  List<Port> ports() {
    return Port.of(node);
  }

  /** Its ports as they are to be spoken of: all of them are moved by one option. */
  List<Port> namedPorts() {
    return ports().stream()
        .map(
            port ->
                new Port(name + ", " + port.name(), port.address(), port.number(), "--port-offset"))
        .toList();
  }
}
