/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.StoreKind;
import io.halley.launcher.child.StoreServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The nodes of a small cluster, all checked before anything starts.
 *
 * @param line what was asked for
 * @param ownStore whether the message nodes share a database that is started for them
 * @param environment what every node finds in its environment: the settings that were asked for,
 *     which nobody else sees there
 * @param nodes in the order in which they start
 */
record ClusterPlan(
    ClusterLine line, boolean ownStore, Map<String, String> environment, List<ClusterNode> nodes) {

  private static final String SQL_URL = "halley.sql.url";

  /**
   * Plans the cluster.
   *
   * @param file settings of the configuration file
   * @param environment this process's environment, which every node inherits
   * @throws RefusedException naming every mistake in the settings
   */
  static ClusterPlan of(
      ClusterLine line, Map<String, String> file, Map<String, String> environment) {
    List<String> asked = new ArrayList<>(List.of("run", "--data", line.data().toString()));
    line.properties().forEach((name, value) -> asked.add("-D" + name + "=" + value));
    Node common = Node.check(CommandLine.parse(asked), file, environment);
    boolean ownStore = common.settings().message().store() == StoreKind.H2;
    if (ownStore && line.properties().containsKey(SQL_URL)) {
      throw new UsageException(
          SQL_URL
              + " is given, but with the store h2 the message nodes share a database that"
              + " ./halley cluster starts; add --store sql, or leave "
              + SQL_URL
              + " out.");
    }
    Map<String, String> settings = new HashMap<>();
    line.properties().entrySet().stream()
        .filter(property -> property.getKey().startsWith("halley."))
        .forEach(
            property -> settings.put(Node.environmentName(property.getKey()), property.getValue()));
    Map<String, String> whole = new HashMap<>(environment);
    whole.putAll(settings);

    List<ClusterNode> nodes = new ArrayList<>();
    ClusterPorts ports = new ClusterPorts(line.portOffset());
    for (int number = 1; number <= line.messages(); number++) {
      List<String> options = new ArrayList<>(ports.ofMessage(number));
      if (ownStore) {
        options.addAll(List.of("--store", "sql"));
        options.add("-D" + SQL_URL + "=" + StoreServer.url(ports.store()));
        options.add("-Dhalley.sql.user=" + StoreServer.USER);
      }
      nodes.add(node(line, Role.MESSAGE, number, options, file, whole));
    }
    for (int number = 1; number <= line.comets(); number++) {
      List<String> options = new ArrayList<>(ports.ofComet(number));
      // what is bound is what web nodes tell clients
      options.add("-Dhalley.comet.tcp-address=" + Port.LOOPBACK);
      options.add("-Dhalley.comet.ws-address=" + Port.LOOPBACK);
      nodes.add(node(line, Role.COMET, number, options, file, whole));
    }
    for (int number = 1; number <= line.webs(); number++) {
      nodes.add(node(line, Role.WEB, number, ports.ofWeb(number), file, whole));
    }
    return new ClusterPlan(line, ownStore, Map.copyOf(settings), List.copyOf(nodes));
  }

  private static ClusterNode node(
      ClusterLine line,
      Role role,
      int number,
      List<String> options,
      Map<String, String> file,
      Map<String, String> environment) {
    String roleName = role.name().toLowerCase(Locale.ROOT);
    String name = roleName + number;
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(Option.ROLE.text(), roleName));
    arguments.addAll(List.of(Option.NAME.text(), name));
    arguments.addAll(List.of(Option.DATA.text(), line.data().resolve(name).toString()));
    arguments.addAll(
        List.of(Option.ZOOKEEPER.text(), new ClusterPorts(line.portOffset()).zooKeeper()));
    line.config()
        .ifPresent(
            config ->
                arguments.addAll(
                    List.of(Option.CONFIG.text(), config.toAbsolutePath().toString())));
    arguments.addAll(List.of(Option.HTTP_ADDRESS.text(), Port.LOOPBACK));
    arguments.add("-Dhalley.rpc.address=" + Port.LOOPBACK);
    arguments.addAll(options);
    arguments.add(CommandLine.DIE_WITH_PARENT);
    return new ClusterNode(
        name,
        role,
        List.copyOf(arguments),
        Node.check(CommandLine.parse(arguments), file, environment));
  }

  /** The nodes of a role, in order. */
  List<ClusterNode> nodes(Role role) {
    return nodes.stream().filter(node -> node.role() == role).toList();
  }

  /** Every port that the cluster listens on. */
  List<Port> ports() {
    List<Port> ports = new ArrayList<>(new ClusterPorts(line.portOffset()).besideNodes(ownStore));
    nodes.forEach(node -> ports.addAll(node.namedPorts()));
    return ports;
  }
}
