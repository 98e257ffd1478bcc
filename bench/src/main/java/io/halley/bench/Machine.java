/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import io.halley.bench.node.Jvm;
import io.halley.bench.node.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The conditions of a run: what figures may be compared with. */
final class Machine {
  private Machine() {}

  /** The lines for a node's process, if it can be looked at. */
  static List<String> conditions(Optional<ServerProcess> server, String store)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("machine: " + hardware() + "; load and node share it");
    lines.add("versions: " + versions());
    Optional<Jvm> jvm = server.flatMap(ServerProcess::jvm);
    if (jvm.isPresent()) {
      lines.add(
          "the node's JVM: " + jvm.get().version() + "; " + String.join(" ", jvm.get().options()));
    }
    lines.add("the load's JVM: " + jvm());
    lines.add("messages are kept in: " + store);
    lines.add("measured on " + LocalDate.now(ZoneOffset.UTC));
    return lines;
  }

  /** The lines for a run without a node. */
  static List<String> conditions() {
    return List.of(
        "machine: " + hardware(), "JVM: " + jvm(), "measured on " + LocalDate.now(ZoneOffset.UTC));
  }

  /** The major version of the JDK that both run on, such as {@code JDK 17}. */
  static String jdk() {
    return "JDK " + Runtime.version().feature();
  }

  private static String jvm() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
  }

  private static String hardware() {
    return Runtime.getRuntime().availableProcessors()
        + " processors ("
        + first("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"))
        + "), "
        + first("/proc/meminfo", "MemTotal").map(Machine::gigabytes).orElse("?")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }

  private static String gigabytes(String kilobytes) {
    double number = Double.parseDouble(kilobytes.replaceAll("\\D", ""));
    return String.format(Locale.ROOT, "%.0f GB", number / (1 << 20));
  }

  private static Optional<String> first(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String versions() {
    Properties versions = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Machine.class.getResourceAsStream("versions.properties"))) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("versions");
  }
}
