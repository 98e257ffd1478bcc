/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to be run as a process of its own. It prints a line that begins with {@code ready:}
 * when it serves, and ends when its standard input does.
 *
 * @param name what people call it
 * @param command the executable and its arguments
 * @param environment what it finds there beside this process's own
 * @param output the file that keeps what it prints; its directory exists when it is started
 * @param readyWithin time from start to ready
 * @param endWithin time to end after it was told to
 */
public record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path output,
    Duration readyWithin,
    Duration endWithin) {

  static final String READY = "ready:";

  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * The command, deaf to Ctrl-C and to the end of the terminal, which reach every process there:
   * its parent stops it, in its turn. A JVM leaves signals alone that it inherits as ignored.
   */
  List<String> deafCommand() {
    List<String> deaf = new ArrayList<>(List.of("/bin/sh", "-c"));
    deaf.add("trap '' INT HUP; exec \"$@\"");
    deaf.add(name);
    deaf.addAll(command);
    return deaf;
  }

  /** Leaves out the environment, which may hold secrets. */
  @Override
  public String toString() {
    return name + " " + command;
  }
}
