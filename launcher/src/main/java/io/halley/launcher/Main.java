/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.launcher.child.Lifeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code ./halley run}, {@code ./halley server} and {@code ./halley cluster},
 * and behind what they do once for all later starts ({@link ArchiveRun}). Exit codes: 1 the node
 * cannot start, 2 the command line cannot be understood; otherwise it runs until it is told to
 * stop.
 */
public final class Main {
  /** Instead of {@code run}: refuses what would be refused then, and starts nothing. */
  private static final String CHECK = "check";

  private static final String LOG_MANAGER = "java.util.logging.manager";

  private static final Duration REHEARSED_WITHIN = Duration.ofMinutes(1);

  private Main() {}

  /** Starts a node or a cluster; see {@code ./halley --help}. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_MANAGER) == null) {
      // by its name: the class itself would make the JDK's before it is known
      System.setProperty(LOG_MANAGER, LastingLogManager.class.getName());
    }
    Console console = Console.ofThisProcess();
    try {
      begin(Arrays.asList(arguments), Layout.ofThisJar(), console);
    } catch (UsageException e) {
      console.complain(e.sentence());
      System.exit(2);
    } catch (RefusedException e) {
      console.complain(e.sentences());
      System.exit(1);
    } catch (IOException e) {
      console.complain(
          "the node did not start, for a file cannot be read or written ("
              + e
              + "); see that the disk has room and that the node's files belong to this user.");
      System.exit(1);
    } catch (Exception e) {
      console.complain("the node did not start: " + e);
      System.exit(1);
    }
  }

  private static void begin(List<String> arguments, Layout layout, Console console)
      throws Exception {
    if (arguments.indexOf(ClusterLine.COMMAND) == 0) {
      new ClusterCommand(ClusterLine.parse(arguments), layout, console).run();
      return;
    }
    if (arguments.indexOf(ArchiveRun.COMMAND) == 0) {
      ArchiveRun.endInTime();
      start(ArchiveRun.line(arguments), layout, console);
      System.exit(0);
    }
    if (arguments.indexOf(CHECK) == 0) {
      Port.requireFree(Port.of(node(CommandLine.parse(run(arguments)), layout)));
      return;
    }
    CommandLine line = CommandLine.parse(arguments);
    if (line.diesWithParent()) {
      Lifeline.hold(System.in);
    }
    start(line, layout, console);
  }

  private static List<String> run(List<String> arguments) {
    List<String> run = new ArrayList<>(arguments);
    run.set(0, "run");
    return run;
  }

  private static Node node(CommandLine line, Layout layout) {
    return Node.check(line, SettingsFile.read(line.config(), layout), System.getenv());
  }

  /** What stands in the domain goes first; where that is not what was asked for, it is said. */
  private static Node serverNode(CommandLine line, Layout layout, Console console) {
    Map<String, String> file = SettingsFile.read(line.config(), layout);
    DomainSettings domain = Domain.settings(line.data());
    Node node = Node.check(line, file, System.getenv(), domain);
    domain.sentences(Node.asked(line, file, System.getenv()), line).forEach(console::complain);
    return node;
  }

  private static void start(CommandLine line, Layout layout, Console console) throws Exception {
    Node node = line.mode() == Mode.SERVER ? serverNode(line, layout, console) : node(line, layout);
    List<Port> ports = Port.of(node);
    Port.requireFree(ports);
    DataDirectory data = DataDirectory.hold(line.data());
    Rehearsal rehearsal = new Rehearsal(ports, node.settings());
    try {
      serve(node, layout, data, rehearsal, console);
    } catch (IOException e) {
      throw new RefusedException(DataDirectory.unwritable(data.path(), e));
    }
  }

  private static void serve(
      Node node, Layout layout, DataDirectory data, Rehearsal rehearsal, Console console)
      throws Exception {
    List<Port> ports = Port.of(node);
    StopNotice notice = new StopNotice(console);
    switch (node.line().mode()) {
      case RUN -> {
        new MicroNode(node, layout, data, notice).start();
        rehearsal.play(REHEARSED_WITHIN, console::complain);
        console.say(Announcement.lines(node, ports));
        notice.arm();
      }
      case SERVER -> {
        Process server = new ServerNode(node, layout, data, rehearsal, notice).start();
        rehearsal.play(REHEARSED_WITHIN, console::complain);
        console.say(Announcement.lines(node, ports));
        notice.arm();
        int code = server.waitFor();
        if (notice.isStopping()) {
          return;
        }
        throw new RefusedException("the server has ended by itself, with exit code " + code + ".");
      }
    }
  }
}
