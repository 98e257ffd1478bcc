/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import io.halley.launcher.process.Fleet;
import io.halley.launcher.process.FleetException;
import io.halley.launcher.process.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code ./halley cluster}: starts a small cluster, says where it is, and stops it at its end. */
final class ClusterCommand {
  private final ClusterLine line;
  private final Layout layout;
  private final Console console;

  ClusterCommand(ClusterLine line, Layout layout, Console console) {
    this.line = line;
    this.layout = layout;
    this.console = console;
  }

  /**
   * Runs until the process is told to stop.
   *
   * @throws RefusedException if the cluster does not start; what did is stopped with this process
   */
  void run() throws IOException, InterruptedException {
    Map<String, String> file = SettingsFile.read(line.config(), layout);
    ClusterPlan plan = ClusterPlan.of(line, file, System.getenv());
    Port.requireFree(plan.ports());
    DataDirectory data = DataDirectory.hold(line.data());
    List<Stage> stages =
        new ClusterPrograms(plan, layout, Runtime.getRuntime().availableProcessors()).stages();
    Fleet fleet = new Fleet(stages, progress -> console.say(List.of(progress)));
    StopNotice notice = new StopNotice(console);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> notice.around(fleet::close), "halley-cluster-stop"));
    console.say(List.of(outset(plan, data)));
    try {
      fleet.start();
    } catch (FleetException e) {
      throw new RefusedException(e.sentence());
    }
    ClusterRehearsal.play(plan.nodes(Role.WEB));
    console.say(announcement(plan));
    notice.arm();
    // its end is this process's, which nothing but a signal brings about
    new CountDownLatch(1).await();
  }

  private static String outset(ClusterPlan plan, DataDirectory data) {
    return "starting "
        + ClusterPorts.ENSEMBLE
        + " ZooKeeper servers"
        + (plan.ownStore() ? ", a store" : "")
        + ", "
        + plan.line().messages()
        + " message, "
        + plan.line().comets()
        + " comet and "
        + plan.line().webs()
        + " web nodes; each keeps what it has in a directory of its own in "
        + data.path();
  }

  private static List<String> announcement(ClusterPlan plan) {
    StringBuilder ready = new StringBuilder("ready:");
    List<String> lines = new ArrayList<>();
    for (ClusterNode web : plan.nodes(Role.WEB)) {
      Port admin = Port.find(web.ports(), Option.ADMIN_PORT).orElseThrow();
      ready
          .append(" public=http://")
          .append(Port.find(web.ports(), Option.PUBLIC_PORT).orElseThrow().hostPort())
          .append(" admin=http://")
          .append(admin.hostPort());
      if (lines.isEmpty()) {
        lines.add(Announcement.curl(web.node(), admin));
      }
    }
    ready.append(" zookeeper=").append(new ClusterPorts(plan.line().portOffset()).zooKeeper());
    lines.add(0, ready.toString());
    return List.copyOf(lines);
  }
}
