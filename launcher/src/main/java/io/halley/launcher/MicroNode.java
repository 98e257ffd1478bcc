/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A node on Payara Micro, in this JVM: to kill the process is to kill the node. */
final class MicroNode {
  private final Node node;
  private final Layout layout;
  private final DataDirectory data;
  private final Refusals refusals = new Refusals();

  MicroNode(Node node, Layout layout, DataDirectory data) {
    this.node = node;
    this.layout = layout;
    this.data = data;
  }

  /**
   * Returns when all modules are deployed. The node stops with the JVM, through Payara's shutdown
   * hook.
   *
   * @throws RefusedException if a module did not come up; what did is still running then
   */
  void start() throws Exception {
    node.properties().forEach(System::setProperty);
    // the listeners' ports, for the pre-boot file, also where they are the defaults
    System.setProperty("halley.web.public-port", "" + node.settings().web().publicPort());
    System.setProperty("halley.web.admin-address", node.settings().web().adminAddress());
    System.setProperty("halley.web.admin-port", "" + node.settings().web().adminPort());
    System.setProperty("halley.web.stat-port", "" + node.settings().web().statPort());
    System.setProperty("java.io.tmpdir", data.run().resolve("tmp").toString());
    Console.divert(
        new PrintStream(
            Files.newOutputStream(data.log().resolve("console.log")),
            true,
            StandardCharsets.UTF_8));

    refusals.listen();
    PayaraMicroRuntime runtime;
    try {
      // given arguments, it boots at once
      runtime = PayaraMicroLauncher.create(arguments().toArray(String[]::new)).getRuntime();
    } catch (BootstrapException | IllegalStateException e) {
      // the log has it with its stack
      throw refused(List.of());
    }
    requireDeployed(runtime);
  }

  private List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--nohazelcast", "--disablephonehome"));
    arguments.addAll(List.of("--port", "" + node.line().httpPort()));
    arguments.addAll(List.of("--rootdir", data.run().resolve("micro").toString()));
    arguments.addAll(List.of("--logproperties", loggingProperties().toString()));
    Path conf = layout.conf().resolve("micro");
    arguments.addAll(List.of("--prebootcommandfile", conf.resolve("pre-boot.asadmin").toString()));
    arguments.addAll(
        List.of("--postbootcommandfile", conf.resolve("post-boot.asadmin").toString()));
    for (Path module : layout.modules()) {
      arguments.addAll(List.of("--deploy", module.toString()));
    }
    return arguments;
  }

  /**
   * The operator's file, with the log directory written into it: java.util.logging has no names.
   */
  private Path loggingProperties() throws IOException {
    String text = Files.readString(layout.conf().resolve("micro/logging.properties"));
    return Files.writeString(
        data.run().resolve("logging.properties"),
        text.replace("${halley.log}", data.log().toString().replace("%", "%%")));
  }

  private void requireDeployed(PayaraMicroRuntime runtime) {
    Set<String> wanted =
        layout.modules().stream()
            .map(module -> module.getFileName().toString().replaceFirst("\\.[^.]+$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.removeAll(runtime.getDeployedApplicationNames());
    if (!wanted.isEmpty() || !refusals.sentences().isEmpty()) {
      throw refused(List.copyOf(wanted));
    }
  }

  private RefusedException refused(List<String> missing) {
    if (!refusals.sentences().isEmpty()) {
      return new RefusedException(refusals.sentences());
    }
    return new RefusedException(
        "the node did not start"
            + (missing.isEmpty()
                ? ""
                : " (" + String.join(", ", missing) + " could not be deployed)")
            + "; the reason is in "
            + data.log()
            + ".");
  }
}
