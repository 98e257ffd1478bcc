/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings of a node. Every module reads all of them, so that the first one to start reports
 * the mistakes of all.
 *
 * @param node the node's name, under which its modules find each other and the ring knows it
 * @param roles what the process does, at least one; all of them where it is the whole cluster
 * @param rpcDeadline bound on every call between modules or nodes
 * @param cluster settings of a node that is one of several
 * @param comet settings of the comet node
 * @param web settings of the web node
 * @param message settings of the message node
 */
public record Settings(
    String node,
    Set<Role> roles,
    Duration rpcDeadline,
    ClusterSettings cluster,
    CometSettings comet,
    WebSettings web,
    MessageSettings message) {

  /**
   * Reads the settings.
   *
   * @throws SettingsException naming every mistake, also names that begin like a setting's and are
   *     none
   */
  public static Settings read(SettingsSource source) {
    return SettingsInForce.read(source).settings();
  }

  /** Every property that there is, with its default as text; empty where it has none. */
  public static Map<String, String> defaults() {
    SettingsReader reader = new SettingsReader(property -> Optional.empty());
    read(reader);
    return reader.defaults();
  }

  static Settings read(SettingsReader reader) {
    Settings settings =
        new Settings(
            reader.text("halley.node.name", "node1"),
            reader.choices("halley.roles", EnumSet.allOf(Role.class)),
            Duration.ofMillis(reader.integer("halley.rpc.deadline-millis", 5_000, 1, 600_000)),
            ClusterSettings.read(reader),
            CometSettings.read(reader),
            WebSettings.read(reader),
            MessageSettings.read(reader));
    if (!settings.hasAllRoles() && settings.cluster.zookeeper().isEmpty()) {
      reader.mistake(
          "halley.roles is "
              + SettingsReader.text(settings.roles)
              + ", which needs --zookeeper (halley.zookeeper.connect), for its other roles must be"
              + " found somewhere; the default is all of "
              + SettingsReader.text(EnumSet.allOf(Role.class))
              + ".");
    }
    if (settings.cluster.zookeeper().isPresent()
        && settings.roles.contains(Role.MESSAGE)
        && settings.message.isEmbedded()) {
      reader.mistake(
          "halley.message.store is h2 in files of this node's own, but halley.zookeeper.connect is"
              + " set, and another message node would keep its messages apart from these; set"
              + " halley.message.store to redis, or to sql with a server's URL, which may be H2's own:"
              + " jdbc:h2:tcp://host/name.");
    }
    return settings;
  }

  /** Whether the process needs no other for anything. */
  public boolean hasAllRoles() {
    return roles.size() == Role.values().length;
  }
}
