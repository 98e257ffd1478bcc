/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.List;

/**
 * A file of asadmin commands, of which only those about the JVM are understood here: a server that
 * runs them before it boots keeps them for its next start, so its first start must be given them.
 *
 * @param lines the file
 */
record AsadminFile(List<String> lines) {

  AsadminFile {
    lines = List.copyOf(lines);
  }

  /** The JVM options that the file adds. */
  List<String> addedJvmOptions() {
    return options("create-jvm-options");
  }

  /** The JVM options that the file takes away. */
  List<String> deletedJvmOptions() {
    return options("delete-jvm-options");
  }

  /** Options follow the command as {@code -- "-XX\:+UseG1GC"}, one a line. */
  private List<String> options(String command) {
    String start = command + " -- \"";
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(start) && line.endsWith("\""))
        .map(line -> line.substring(start.length(), line.length() - 1).replace("\\:", ":"))
        .toList();
  }
}
