/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A domain of Payara Server as Payara makes it, with Halley's listeners on free ports and nothing
 * else of Halley's: the application is still to be deployed. Whatever happens to the test, its
 * process is gone when {@link #close} returns or the test's JVM ends. For one thread.
 */
public final class StockDomain implements AutoCloseable {
  private static final Duration COMMAND = Duration.ofMinutes(3);
  private static final String NAME = "stock";

  /** What Payara would else open on ports of its own choice. */
  private static final List<String> OTHER_PORTS =
      List.of(
          "jms.port",
          "domain.jmxPort",
          "orb.listener.port",
          "http.ssl.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "osgi.shell.telnet.port",
          "java.debugger.port",
          "hazelcast.das.port",
          "hazelcast.start.port");

  private final Path folder;
  private final int adminPort;
  private final Map<Listener, Integer> ports;
  private final Thread killer = new Thread(this::killNow);

  private StockDomain(Path folder, int adminPort, Map<Listener, Integer> ports) {
    this.folder = folder;
    this.adminPort = adminPort;
    this.ports = ports;
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Makes a domain in a folder and starts it.
   *
   * @param settings further settings of Halley's, {@code name=value}
   */
  public static StockDomain start(Path folder, String... settings) {
    List<Listener> listeners =
        Stream.of(Listener.values()).filter(listener -> listener != Listener.CONSOLE).toList();
    Iterator<Integer> free = FreePorts.some(listeners.size() + OTHER_PORTS.size() + 3).iterator();
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    listeners.forEach(listener -> ports.put(listener, free.next()));
    StockDomain domain = new StockDomain(folder, free.next(), Map.copyOf(ports));
    try {
      domain.create(
          OTHER_PORTS.stream()
              .map(name -> name + "=" + free.next())
              .collect(Collectors.joining(":")));
      domain.run("start-domain", "--domaindir", folder.toString(), NAME);
      domain.run("multimode", "--file", domain.configuration(free, settings).toString());
      return domain;
    } catch (AssertionError e) {
      domain.close();
      throw e;
    }
  }

  /** The loopback address of a listener. */
  public InetSocketAddress address(Listener listener) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Objects.requireNonNull(ports.get(listener)));
  }

  /** Deploys the application, or deploys it anew. */
  public void deploy() {
    run("deploy", "--force", "--name", "halley", ear());
  }

  /** The same, where it cannot succeed; returns what the operator reads. */
  public String deployInVain() {
    Command command = command("deploy", "--force", "--name", "halley", ear());
    if (command.code() == 0) {
      throw new AssertionError("it was deployed: " + command.output());
    }
    return command.output();
  }

  /** Takes the application away. */
  public void undeploy() {
    run("undeploy", "halley");
  }

  /** How many objects of a class are in use, after a garbage collection. */
  public int instances(String className) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Command histogram =
        execute(List.of(jcmd.toString(), String.valueOf(pid()), "GC.class_histogram"));
    Matcher line =
        Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "( |$)")
            .matcher(histogram.output());
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }

  /** The lines of the server's log. */
  public List<String> log() {
    return Folders.lines(folder.resolve(NAME).resolve("logs").resolve("server.log"));
  }

  @Override
  public void close() {
    killNow();
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private void create(String otherPorts) {
    run(
        "create-domain",
        "--nopassword",
        "--savelogin=false",
        "--domaindir",
        folder.toString(),
        "--adminport",
        String.valueOf(adminPort),
        "--instanceport",
        String.valueOf(ports.get(Listener.HTTP)),
        "--domainproperties",
        otherPorts,
        NAME);
  }

  private Path configuration(Iterator<Integer> free, String... settings) {
    List<String> properties = new ArrayList<>(List.of(settings));
    properties.add("halley.web.public-port=" + ports.get(Listener.PUBLIC));
    properties.add("halley.web.admin-port=" + ports.get(Listener.ADMIN));
    properties.add("halley.web.stat-port=" + ports.get(Listener.STAT));
    properties.add("halley.comet.ws-port=" + ports.get(Listener.WEB_SOCKET));
    properties.add("halley.comet.tcp-port=" + ports.get(Listener.TCP));
    properties.add("halley.comet.rpc-port=" + free.next());
    properties.add("halley.message.rpc-port=" + free.next());
    List<String> commands = new ArrayList<>();
    properties.forEach(
        property ->
            commands.add("create-system-properties \"" + property.replace(":", "\\:") + "\""));
    Map.of(
            Listener.PUBLIC, "halley-public",
            Listener.ADMIN, "halley-admin",
            Listener.STAT, "halley-stat")
        .forEach(
            (listener, name) -> {
              commands.add(
                  "create-http-listener --listeneraddress 127.0.0.1 --listenerport "
                      + ports.get(listener)
                      + " --default-virtual-server server --enabled=false "
                      + name);
              // as server/halley.asadmin has it: the listener opens with the application; but for
              // one
              // that is enabled for good, as in domains of before
              commands.add(
                  "set configs.config.server-config.network-config.network-listeners.network-listener."
                      + name
                      + ".enabled="
                      + (listener == Listener.STAT ? "true" : "${io.halley.listening}"));
            });
    try {
      return Files.write(folder.resolve("configuration.asadmin"), commands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ear() {
    return ProjectRoot.folder().resolve("server-config/target/halley/halley.ear").toString();
  }

  private void run(String... arguments) {
    Command command = command(arguments);
    if (command.code() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + command.output());
    }
  }

  private Command command(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(ProjectRoot.folder().resolve("server-config/target/payara6/bin/asadmin").toString());
    line.add("--port");
    line.add(String.valueOf(adminPort));
    line.addAll(List.of(arguments));
    return execute(line);
  }

  private record Command(int code, String output) {}

  private Command execute(List<String> line) {
    try {
      Path output = Files.createTempFile(folder, "command", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("AS_JAVA", System.getProperty("java.home"));
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", line) + " did not end within " + COMMAND);
      }
      return new Command(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private long pid() {
    try {
      return Long.parseLong(Files.readString(pidFile()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return folder.resolve(NAME).resolve("config").resolve("pid");
  }

  private void killNow() {
    if (Files.exists(pidFile())) {
      ProcessHandle.of(pid())
          .filter(ProcessHandle::destroyForcibly)
          .ifPresent(server -> server.onExit().join());
    }
  }
}
