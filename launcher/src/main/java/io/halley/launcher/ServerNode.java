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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** A node on Payara Server, in a child process that ends when this one is told to. */
final class ServerNode {
  private static final long READY_WITHIN_SECONDS = 300;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final Node node;
  private final Layout layout;
  private final DataDirectory data;
  private final Rehearsal rehearsal;
  private final Domain domain;
  private final StopNotice notice;

  ServerNode(Node node, Layout layout, DataDirectory data, Rehearsal rehearsal, StopNotice notice) {
    this.notice = notice;
    this.node = node;
    this.layout = layout;
    this.data = data;
    this.rehearsal = rehearsal;
    this.domain = new Domain(data, layout);
  }

  /**
   * Returns when the node answers.
   *
   * @return the server; whoever waits for it waits for the node's end
   * @throws RefusedException if it does not come up; it is stopped then
   */
  Process start() throws IOException, InterruptedException {
    boolean fresh = !domain.isMade();
    if (fresh) {
      domain.make(node);
    }
    AsadminFile script = script();
    String archive = checksum(layout.ear());
    Path deployed = data.path().resolve("domain/deployed");
    boolean deploy =
        fresh || !Files.exists(deployed) || !Files.readString(deployed).equals(archive);

    List<String> command = domain.command(preBoot(fresh, deploy, script), postBoot(deploy));
    if (fresh) {
      command.removeAll(script.deletedJvmOptions());
      command.addAll(1, script.addedJvmOptions());
    }
    ServerLog log = ServerLog.from(domain.log());
    Process server = run(command);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> notice.around(() -> stop(server)), "halley-server-stop"));
    awaitReady(server, log);
    domain.keep();
    Files.writeString(deployed, archive);
    return server;
  }

  /** What any domain needs, then what only a domain of Halley's own may have. */
  private AsadminFile script() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : List.of("halley.asadmin", "own-domain.asadmin")) {
      lines.addAll(Files.readAllLines(layout.conf().resolve("server").resolve(file)));
    }
    return new AsadminFile(lines);
  }

  private Path preBoot(boolean fresh, boolean deploy, AsadminFile script) throws IOException {
    List<String> lines = new ArrayList<>();
    if (fresh) {
      lines.addAll(script.lines());
    } else if (deploy) {
      // spares the start of an application that is about to be replaced
      lines.add("set servers.server.server.application-ref.halley.enabled=false");
    }
    lines.addAll(Domain.listeners(node));
    return Files.write(data.run().resolve("pre-boot.asadmin"), lines);
  }

  private Path postBoot(boolean deploy) throws IOException {
    List<String> lines =
        deploy
            ? List.of("deploy --force=true --enabled=true --name halley \"" + layout.ear() + "\"")
            : List.of();
    return Files.write(data.run().resolve("post-boot.asadmin"), lines);
  }

  /** Settings go by the environment, where nobody else sees a password. */
  private Process run(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    for (Map.Entry<String, String> property : node.properties().entrySet()) {
      if (property.getKey().startsWith("halley.")) {
        builder.environment().put(Node.environmentName(property.getKey()), property.getValue());
      } else {
        whole.add(1, "-D" + property.getKey() + "=" + property.getValue());
      }
    }
    builder.redirectErrorStream(true);
    builder.redirectOutput(data.log().resolve("console.log").toFile());
    Process server = builder.start();
    server.getOutputStream().close();
    return server;
  }

  private void awaitReady(Process server, ServerLog log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
    while (!rehearsal.answers()) {
      boolean ended = server.waitFor(250, TimeUnit.MILLISECONDS);
      if (ended || log.hasFailure() || System.nanoTime() > end) {
        List<String> refusals = log.refusals();
        throw refusals.isEmpty()
            ? new RefusedException(
                "the server did not start the node; the reason is in " + log.file() + ".")
            : new RefusedException(refusals);
      }
    }
  }

  /** Whatever the server does, it is gone in twice the time. */
  private void stop(Process server) {
    try {
      if (!server.isAlive() || !domain.stop(STOP_WITHIN)) {
        server.destroy();
      }
      if (!server.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        server.destroyForcibly();
      }
    } catch (IOException e) {
      // asadmin could not be run; a signal is the other way
      server.destroy();
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }

  private static String checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits(sum.getValue()).toLowerCase(Locale.ROOT);
  }
}
