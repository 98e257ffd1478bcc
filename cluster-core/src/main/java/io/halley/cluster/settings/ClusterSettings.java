/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a node that is one of several.
 *
 * @param zookeeper where ZooKeeper is, {@code host:port,host:port/chroot}; empty: this node is the
 *     whole cluster
 * @param session silence after which ZooKeeper takes a node to be gone
 * @param cometRoot where comet nodes register
 * @param messageRoot where message nodes register
 * @param migrateLock held while nodes are told of a new ring
 * @param viewRoot where the view of the cluster is published, and who publishes it is elected
 * @param leaveAfter how long a comet node may be away or fail before its keys go to others
 * @param returnAfter how long it must have been well again before it gets them back
 * @param rpcAddress the address that RPC services bind
 * @param rpcSecret what the nodes show each other; empty: nothing is asked for
 */
public record ClusterSettings(
    Optional<String> zookeeper,
    Duration session,
    String cometRoot,
    String messageRoot,
    String migrateLock,
    String viewRoot,
    Duration leaveAfter,
    Duration returnAfter,
    String rpcAddress,
    Optional<String> rpcSecret) {

  static ClusterSettings read(SettingsReader reader) {
    ClusterSettings settings =
        new ClusterSettings(
            reader.optionalText("halley.zookeeper.connect"),
            millis(reader, "halley.zookeeper.session-millis", 4_000, 2_000, 120_000),
            path(reader, "halley.zookeeper.comet-root", "/gopush-cluster-comet"),
            path(reader, "halley.zookeeper.message-root", "/gopush-cluster-message"),
            path(reader, "halley.zookeeper.migrate-lock", "/gopush-migrate-lock"),
            path(reader, "halley.zookeeper.view-root", "/halley"),
            millis(reader, "halley.cluster.leave-millis", 5_000, 0, 600_000),
            millis(reader, "halley.cluster.return-millis", 10_000, 0, 600_000),
            reader.text("halley.rpc.address", "127.0.0.1"),
            reader.secret("halley.rpc.secret"));
    if (settings.zookeeper.isPresent()
        && settings.rpcSecret.isEmpty()
        && !SettingsReader.isLoopback(settings.rpcAddress)) {
      reader.mistake(
          "halley.rpc.address is "
              + settings.rpcAddress
              + ", which others can reach, but halley.rpc.secret is not set; set the same secret on"
              + " all nodes, or bind a loopback address; the default is 127.0.0.1.");
    }
    return settings;
  }

  private static Duration millis(
      SettingsReader reader, String property, int byDefault, int least, int most) {
    return Duration.ofMillis(reader.integer(property, byDefault, least, most));
  }

  private static String path(SettingsReader reader, String property, String byDefault) {
    String path = reader.text(property, byDefault);
    if (path.matches("(/[^/]+)+")) {
      return path;
    }
    reader.mistake(
        property
            + " is "
            + path
            + ", but must be a path such as /a/b, without a slash at its end; the default is "
            + byDefault
            + ".");
    return byDefault;
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "ClusterSettings[zookeeper="
        + zookeeper.orElse("")
        + ", session="
        + session
        + ", cometRoot="
        + cometRoot
        + ", messageRoot="
        + messageRoot
        + ", migrateLock="
        + migrateLock
        + ", viewRoot="
        + viewRoot
        + ", leaveAfter="
        + leaveAfter
        + ", returnAfter="
        + returnAfter
        + ", rpcAddress="
        + rpcAddress
        + ", rpcSecret="
        + (rpcSecret.isPresent() ? "***" : "")
        + "]";
  }
}
