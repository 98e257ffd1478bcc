/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a ZooKeeper server finds in its directory. */
final class ZooKeeperFiles {
  private ZooKeeperFiles() {}

  /**
   * Writes the configuration of one server of an ensemble on loopback; its data stays.
   *
   * @param number the server's number, from 1
   * @return the configuration file
   */
  static Path write(Path directory, int number, ClusterPorts ports) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(data.resolve("myid"), String.valueOf(number));
    List<String> lines = new ArrayList<>();
    // the only command that "none" leaves is srvr, which ZooKeeper always answers
    // sessions may be as short and as long as halley.zookeeper.session-millis allows
    lines.addAll(
        List.of(
            "tickTime=1000",
            "minSessionTimeout=2000",
            "maxSessionTimeout=120000",
            "initLimit=30",
            "syncLimit=10",
            "dataDir=" + data,
            "clientPortAddress=" + Port.LOOPBACK,
            "clientPort=" + ports.zooKeeperClient(number),
            "admin.enableServer=false",
            "4lw.commands.whitelist=none",
            "autopurge.snapRetainCount=3",
            "autopurge.purgeInterval=1"));
    for (int other = 1; other <= ClusterPorts.ENSEMBLE; other++) {
      lines.add(
          "server."
              + other
              + "="
              + Port.LOOPBACK
              + ":"
              + ports.zooKeeperPeer(other)
              + ":"
              + ports.zooKeeperElection(other));
    }
    return Files.write(directory.resolve("zoo.cfg"), lines);
  }
}
