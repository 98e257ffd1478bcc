/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The program behind {@code ./halley run} and {@code ./halley server}. Exit codes: 1 the node
 * cannot start, 2 the command line cannot be understood; otherwise it runs until it is told to
 * stop.
 */
public final class Main {
  private Main() {}

  /** Starts a node; see {@code ./halley --help}. */
  public static void main(String[] arguments) {
    Console console = Console.ofThisProcess();
    try {
      CommandLine line = CommandLine.parse(Arrays.asList(arguments));
      start(line, Layout.ofThisJar(), console);
    } catch (UsageException e) {
      console.complain(e.sentence());
      System.exit(2);
    } catch (RefusedException e) {
      console.complain(e.sentences());
      System.exit(1);
    } catch (Exception e) {
      console.complain("the node did not start: " + e);
      System.exit(1);
    }
  }

  private static void start(CommandLine line, Layout layout, Console console) throws Exception {
    Node node = Node.check(line, configuration(line, layout), System.getenv());
    List<Port> ports = Port.of(node);
    Port.requireFree(ports);
    DataDirectory data = DataDirectory.hold(line.data());
    Rehearsal rehearsal = new Rehearsal(ports, node.settings());
    switch (line.mode()) {
      case RUN -> {
        new MicroNode(node, layout, data).start();
        rehearsal.play();
        console.say(Announcement.lines(node, ports));
      }
      case SERVER -> {
        Process server = new ServerNode(node, layout, data, rehearsal).start();
        rehearsal.play();
        console.say(Announcement.lines(node, ports));
        int code = server.waitFor();
        throw new RefusedException("the server has ended by itself, with exit code " + code + ".");
      }
    }
  }

  /** The operator's file; the one of the build is all comments until somebody edits it. */
  private static Map<String, String> configuration(CommandLine line, Layout layout) {
    Path file = line.config().orElse(layout.conf().resolve("halley.properties"));
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException("the settings file " + file + " cannot be read: " + e + ".");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
