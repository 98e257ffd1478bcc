/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import static org.awaitility.Awaitility.await;

import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A Payara Micro process with the WAR under test, and with fakes for the nodes behind it. */
final class MicroNode {
  private static final Path FOLDER = Path.of(System.getProperty("halley.it.folder", ""));
  private static final Duration START = Duration.ofMinutes(3);

  final int publicPort;
  final int adminPort;
  final int statPort;
  final int httpPort;
  private final Process process;
  private final Path log;

  /**
   * Starts a node and waits until it answers.
   *
   * @param work an empty folder of the test's own
   * @param settings beyond the ports
   */
  MicroNode(Path work, Properties settings) throws IOException {
    List<Integer> ports = FreePorts.some(4);
    publicPort = ports.get(0);
    adminPort = ports.get(1);
    statPort = ports.get(2);
    httpPort = ports.get(3);
    log = work.resolve("node.log");
    process =
        new ProcessBuilder(command(work, settings))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await().atMost(START).pollInterval(Duration.ofMillis(500)).until(this::isUp);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** What the node wrote so far. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process and waits for its end. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean isUp() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the node ended early:\n" + log());
    }
    // each listener answers in the name of the application, be it with a refusal
    return RawHttp.get(publicPort, "/1/time/get").status() == 200
        && RawHttp.get(adminPort, "/").body().startsWith("{")
        && RawHttp.get(statPort, "/").body().startsWith("{");
  }

  private List<String> command(Path work, Properties settings) throws IOException {
    settings.setProperty("halley.web.public-port", String.valueOf(publicPort));
    settings.setProperty("halley.web.admin-port", String.valueOf(adminPort));
    settings.setProperty("halley.web.stat-port", String.valueOf(statPort));
    Path properties = work.resolve("node.properties");
    try (var out = Files.newOutputStream(properties)) {
      settings.store(out, null);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                FOLDER.resolve("payara-micro.jar").toString(),
                "--nocluster",
                "--port",
                String.valueOf(httpPort),
                "--rootdir",
                work.resolve("root").toString(),
                "--addlibs",
                FOLDER.resolve("libs").toString(),
                "--systemproperties",
                properties.toString(),
                // before the boot: afterwards each change restarts a listener, and may lose it
                "--prebootcommandfile",
                listeners(work).toString()));
    command.addAll(List.of("--deploy", fakes(work).toString()));
    command.addAll(List.of("--deploy", System.getProperty("halley.it.war", "")));
    return command;
  }

  private Path listeners(Path work) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int port : List.of(publicPort, adminPort, statPort)) {
      lines.add(
          "create-http-listener --listeneraddress 127.0.0.1 --listenerport "
              + port
              + " --defaultvs server --enabled=true halley-"
              + port);
      // else the container reads what is left of a refused body, however long, before it closes
      lines.add(
          "set configs.config.server-config.network-config.protocols.protocol.halley-"
              + port
              + ".http.max-swallowing-input-bytes=65536");
    }
    return Files.write(work.resolve("pre-boot"), lines);
  }

  private static Path fakes(Path work) throws IOException {
    String name = FakeNodeListener.class.getName().replace('.', '/') + ".class";
    Path war = work.resolve("fakes.war");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war));
        InputStream in = MicroNode.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry("WEB-INF/classes/" + name));
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      in.transferTo(out);
      out.closeEntry();
    }
    return war;
  }
}
