/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the build has put the parts of a node.
 *
 * @param home the directory that holds them all
 */
record Layout(Path home) {

  /** The layout that the launcher's own jar belongs to. */
  static Layout ofThisJar() {
    try {
      Path jar = Path.of(Layout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Layout(jar.toAbsolutePath().resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The modules of some roles, in the order in which they must start. The first one answers for the
   * node's health, at the server's root, also while the others start.
   */
  List<Path> modules(Set<Role> roles) {
    Path root = roles.contains(Role.WEB) ? module(Role.WEB) : home.resolve("health.war");
    Stream<Path> others =
        Stream.of(Role.MESSAGE, Role.COMET).filter(roles::contains).map(this::module);
    return Stream.concat(Stream.of(root), others).toList();
  }

  private Path module(Role role) {
    return switch (role) {
      case MESSAGE -> home.resolve("message-ejb.jar");
      case COMET -> home.resolve("comet.war");
      case WEB -> home.resolve("web.war");
    };
  }

  /** All modules in one archive. */
  Path ear() {
    return home.resolve("halley.ear");
  }

  /** The files that an operator may edit. */
  Path conf() {
    return home.resolve("conf");
  }

  /**
   * Makes a logging configuration of the operator's file, with the log directory written into it:
   * java.util.logging has no names.
   *
   * @param log the directory for the log
   * @param into the directory for the configuration
   */
  Path loggingProperties(Path log, Path into) throws IOException {
    String text = Files.readString(conf().resolve("micro/logging.properties"));
    return Files.writeString(
        into.resolve("logging.properties"),
        text.replace("${halley.log}", log.toString().replace("%", "%%")));
  }

  /** The JVM that runs this process. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** What a node on Payara Micro is started with, up to the launcher's arguments. */
  List<String> nodeCommand(List<String> jvmOptions) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.add("@" + conf().resolve("micro/jvm.options"));
    command.addAll(classArchive());
    command.addAll(jvmOptions);
    command.addAll(classPath("payara-micro.jar", "launcher.jar", "lib/*"));
    command.add(Main.class.getName());
    return command;
  }

  /** The classes that {@code ./halley} has archived for nodes on this JVM, if it has. */
  private static List<String> classArchive() {
    String file = System.getProperty("halley.class-archive", "");
    return file.isEmpty()
        ? List.of()
        : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /** What a server beside the nodes is started with, up to its own arguments. */
  List<String> childCommand(List<String> jvmOptions, Class<?> program) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvmOptions);
    command.addAll(classPath("launcher.jar", "lib/*", "cluster/*"));
    command.add(program.getName());
    return command;
  }

  private List<String> classPath(String... parts) {
    return List.of(
        "-cp",
        Arrays.stream(parts)
            .map(part -> home + File.separator + part)
            .collect(Collectors.joining(File.pathSeparator)));
  }

  /** Where the build unpacks Payara Server. */
  Path payaraServer() {
    return home.resolveSibling("payara6");
  }
}
