/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A domain of Payara Server as its distribution makes it, on free ports, which an operator has
 * started. Its server is gone when {@link #close} returns or the test's JVM ends.
 */
public final class PayaraDomain implements AutoCloseable {
  private static final String NAME = "shared";
  private static final long WITHIN_SECONDS = 300;

  /** Ports of a new domain that Halley has nothing to do with. */
  private static final List<String> OTHER_PORTS =
      List.of(
          "jms.port",
          "orb.listener.port",
          "domain.jmxPort",
          "http.ssl.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "hazelcast.das.port",
          "hazelcast.start.port",
          "java.debugger.port",
          "osgi.shell.telnet.port");

  private final Path folder;
  private final Path payara = ProjectRoot.folder().resolve("server-config/target/payara6");
  private final int console = FreePorts.one();
  private final Thread killer = new Thread(this::kill);

  private PayaraDomain(Path folder) {
    this.folder = folder;
  }

  /**
   * What a command has come to.
   *
   * @param code its exit code
   * @param output all that it said
   */
  public record Outcome(int code, String output) {}

  /** Makes a domain in a folder and starts it. */
  public static PayaraDomain start(Path folder) {
    PayaraDomain domain = new PayaraDomain(folder);
    Iterator<Integer> free = FreePorts.some(OTHER_PORTS.size()).iterator();
    String others =
        OTHER_PORTS.stream().map(name -> name + "=" + free.next()).collect(Collectors.joining(":"));
    domain.local(
        List.of(
            "create-domain",
            "--domaindir",
            folder.toString(),
            "--adminport",
            "" + domain.console,
            "--instanceport",
            "" + FreePorts.one(),
            "--nopassword",
            "--domainproperties",
            others,
            NAME));
    Runtime.getRuntime().addShutdownHook(domain.killer);
    try {
      domain.local(List.of("start-domain", "--domaindir", folder.toString(), NAME));
      return domain;
    } catch (AssertionError e) {
      domain.close();
      throw e;
    }
  }

  /** The archive that operators deploy. */
  public static Path ear() {
    return ProjectRoot.folder().resolve("server-config/target/halley/halley.ear");
  }

  /** A file of commands as operators find it. */
  public static Path script(String name) {
    return ProjectRoot.folder().resolve("server-config/server").resolve(name);
  }

  /** A command of asadmin to the server, whatever comes of it. */
  public Outcome asadmin(String... arguments) {
    List<String> command = new ArrayList<>(client());
    command.addAll(List.of(arguments));
    return run(command);
  }

  /**
   * A command of asadmin that is to work.
   *
   * @return what it said
   */
  public String must(String... arguments) {
    return good(asadmin(arguments));
  }

  /** Runs a file of commands by the script that operators use. */
  public Outcome apply(Path file) {
    List<String> command =
        new ArrayList<>(List.of("sh", script("apply.sh").toString(), file.toString()));
    command.addAll(client());
    return run(command);
  }

  private List<String> client() {
    return List.of(
        payara.resolve("bin/asadmin").toString(),
        "--interactive=false",
        "--port",
        String.valueOf(console));
  }

  private void local(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(payara.resolve("bin/asadmin").toString(), "--interactive=false"));
    command.addAll(arguments);
    good(run(command));
  }

  private static String good(Outcome outcome) {
    if (outcome.code != 0) {
      throw new AssertionError(outcome.output);
    }
    return outcome.output;
  }

  private Outcome run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String java = Objects.requireNonNull(System.getProperty("java.home"));
    builder.environment().put("JAVA_HOME", java);
    builder.environment().put("AS_JAVA", java);
    try {
      Path output = Files.createTempFile(folder, "asadmin", ".out");
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + WITHIN_SECONDS + " seconds");
      }
      return new Outcome(
          process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      local(List.of("stop-domain", "--domaindir", folder.toString(), NAME));
    } finally {
      kill();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  /** The server is nobody's child: asadmin, which started it, is gone. */
  private void kill() {
    Path pid = folder.resolve(NAME).resolve("config/pid");
    if (Files.exists(pid)) {
      try (Stream<String> lines = Files.lines(pid)) {
        lines
            .findFirst()
            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
            .ifPresent(ProcessHandle::destroyForcibly);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
