/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;
import io.halley.cluster.settings.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A node on Payara Micro, in this JVM: to kill the process is to kill the node. */
final class MicroNode {
  /** The thread by which Payara Micro stops itself at the end of the JVM. */
  private static final String HOOK = "Payara Micro Shutdown Hook";

  private static final Duration HOOK_BEGINS_WITHIN = Duration.ofSeconds(2);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);

  private final Node node;
  private final Layout layout;
  private final DataDirectory data;
  private final StopNotice notice;
  private final Refusals refusals = new Refusals();

  MicroNode(Node node, Layout layout, DataDirectory data, StopNotice notice) {
    this.notice = notice;
    this.node = node;
    this.layout = layout;
    this.data = data;
  }

  /**
   * Returns when all modules are deployed. The node stops with the JVM.
   *
   * @throws RefusedException if a module did not come up; what did is still running then
   */
  void start() throws Exception {
    node.properties().forEach(System::setProperty);
    // the listeners' ports, for the pre-boot file, also where they are the defaults
    System.setProperty("halley.http.address", node.line().httpAddress());
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
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> notice.around(MicroNode::awaitServersEnd), "halley-node-stop"));
  }

  /**
   * Returns when the server's own shutdown hook, which runs beside this one, has stopped it. It has
   * no other sign: the runtime says that it is stopped when that begins.
   */
  private static void awaitServersEnd() {
    long soon = System.nanoTime() + HOOK_BEGINS_WITHIN.toNanos();
    try {
      Optional<Thread> hook = Attempts.until(soon, MicroNode::serversHook, Optional::isPresent);
      if (hook.isPresent()) {
        hook.get().join(STOPS_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LastingLogManager.end();
  }

  private static Optional<Thread> serversHook() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(HOOK))
        .findFirst();
  }

  private List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--nohazelcast", "--disablephonehome"));
    arguments.addAll(List.of("--port", "" + node.line().httpPort()));
    arguments.addAll(List.of("--rootdir", data.run().resolve("micro").toString()));
    arguments.addAll(
        List.of("--logproperties", layout.loggingProperties(data.log(), data.run()).toString()));
    Path conf = layout.conf().resolve("micro");
    arguments.addAll(List.of("--prebootcommandfile", preBoot(conf).toString()));
    arguments.addAll(
        List.of("--postbootcommandfile", conf.resolve("post-boot.asadmin").toString()));
    arguments.addAll(List.of("--postdeploycommandfile", postDeploy(conf).toString()));
    for (Path module : layout.modules(node.settings().roles())) {
      arguments.addAll(List.of("--deploy", module.toString()));
    }
    return arguments;
  }

  /**
   * The operator's files, those of the node's roles only: a listener that a role does not need is
   * not made. The server's own listener is made by Payara and only moved here.
   */
  private Path preBoot(Path conf) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(conf.resolve("pre-boot.asadmin")));
    lines.addAll(ofRoles(conf, "pre-boot-"));
    Port own = Port.find(Port.of(node), Option.HTTP_PORT).orElseThrow();
    lines.add(
        "set configs.config.server-config.network-config.network-listeners.network-listener"
            + ".http-listener.address="
            + own.address());
    return Files.write(data.run().resolve("pre-boot.asadmin"), lines);
  }

  private Path postDeploy(Path conf) throws IOException {
    return Files.write(data.run().resolve("post-deploy.asadmin"), ofRoles(conf, "post-deploy-"));
  }

  private List<String> ofRoles(Path conf, String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Role role : node.settings().roles()) {
      Path file = conf.resolve(prefix + role.name().toLowerCase(Locale.ROOT) + ".asadmin");
      if (Files.exists(file)) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private void requireDeployed(PayaraMicroRuntime runtime) {
    Set<String> wanted =
        layout.modules(node.settings().roles()).stream()
            .map(module -> module.getFileName().toString().replaceFirst("\\.[^.]+$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.removeAll(runtime.getDeployedApplicationNames());
    // a module that failed while it started is among the deployed ones all the same
    boolean allStarted = refusals.started() >= node.settings().roles().size();
    if (!allStarted || !wanted.isEmpty() || !refusals.sentences().isEmpty()) {
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
