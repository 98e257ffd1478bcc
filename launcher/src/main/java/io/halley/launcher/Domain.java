/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The domain of a Payara Server that serves one node; it lives in the node's data directory. */
final class Domain {
  static final String NAME = "halley";
  private static final String LISTENER =
      "set configs.config.server-config.network-config.network-listeners.network-listener.";

  private final Path parent;
  private final Layout layout;
  private final Path madeMark;

  Domain(DataDirectory data, Layout layout) {
    this.parent = data.path().resolve("domain");
    this.layout = layout;
    this.madeMark = parent.resolve("made");
  }

  /** Whether an earlier run has made it and seen it work. */
  boolean isMade() {
    return Files.exists(madeMark);
  }

  /** To be called when the domain has worked: from now on it is kept. */
  void keep() throws IOException {
    Files.writeString(madeMark, "");
  }

  /**
   * Makes the domain, without anything that is Halley's.
   *
   * @throws RefusedException if it cannot be made
   */
  void make(Node node) throws IOException, InterruptedException {
    DataDirectory.delete(parent);
    Files.createDirectories(parent);
    asadmin(
        "create-domain",
        "--domaindir",
        parent.toString(),
        "--adminport",
        "" + node.line().consolePort(),
        "--instanceport",
        "" + node.line().httpPort(),
        "--nopassword",
        "--checkports=false",
        NAME);
  }

  /** What the server has to run before it boots, so that this node's ports are its ports. */
  static List<String> listeners(Node node) {
    return List.of(
        LISTENER + "http-listener-1.address=" + node.line().httpAddress(),
        LISTENER + "http-listener-1.port=" + node.line().httpPort(),
        LISTENER + "admin-listener.port=" + node.line().consolePort(),
        LISTENER + "halley-public.address=" + node.line().httpAddress(),
        LISTENER + "halley-public.port=" + node.settings().web().publicPort(),
        LISTENER + "halley-admin.port=" + node.settings().web().adminPort(),
        LISTENER + "halley-admin.address=" + node.settings().web().adminAddress(),
        LISTENER + "halley-stat.port=" + node.settings().web().statPort());
  }

  /** The command that runs the server in the foreground, as asadmin would put it together. */
  List<String> command(Path preBoot, Path postBoot) throws IOException, InterruptedException {
    List<String> lines =
        asadmin(
            "start-domain",
            "--domaindir",
            parent.toString(),
            "--prebootcommandfile",
            preBoot.toString(),
            "--postbootcommandfile",
            postBoot.toString(),
            "--dry-run",
            NAME);
    List<String> command = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("Dump of") && !line.startsWith("Command ")) {
        command.add(line);
      }
    }
    return command;
  }

  /** What the domain in a node's data directory sets, if there is one. */
  static DomainSettings settings(Path data) {
    return DomainSettings.read(data.resolve("domain").resolve(NAME).resolve("config/domain.xml"));
  }

  Path log() {
    return parent.resolve(NAME).resolve("logs/server.log");
  }

  /**
   * Asks the server to stop, as an operator does. Told by a signal instead it stops as well, but
   * its JVM closes the log first.
   *
   * @return whether the server has said within the time that it has stopped
   */
  boolean stop(Duration within) throws IOException, InterruptedException {
    Process client = client("stop-domain", "--domaindir", parent.toString(), NAME);
    client.getInputStream().close();
    if (!client.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      client.destroyForcibly();
      return false;
    }
    return client.exitValue() == 0;
  }

  private List<String> asadmin(String... arguments) throws IOException, InterruptedException {
    Process process = client(arguments);
    List<String> output =
        new String(process.getInputStream().readAllBytes(), Console.charset()).lines().toList();
    if (process.waitFor() != 0) {
      throw new RefusedException(
          "asadmin " + arguments[0] + " failed: " + String.join(" ", output));
    }
    return output;
  }

  private Process client(String... arguments) throws IOException {
    Path client = layout.payaraServer().resolve("glassfish/lib/client/appserver-cli.jar");
    List<String> command = new ArrayList<>(List.of(Layout.java(), "-jar", client.toString()));
    command.add("--interactive=false");
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
