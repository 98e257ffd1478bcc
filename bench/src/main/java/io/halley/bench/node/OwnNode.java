/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import io.halley.bench.failure.BenchException;
import io.halley.launcher.process.Fleet;
import io.halley.launcher.process.FleetException;
import io.halley.launcher.process.Program;
import io.halley.launcher.process.Stage;
import io.halley.testkit.process.FreePorts;
import java.io.IOException;
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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node that the bench starts with {@code ./halley run}, on free ports of loopback and a folder of
 * its own. It ends when it is closed, or with this process, however that ends.
 */
public final class OwnNode implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** Listeners that a node has and no load is sent to. */
  private static final List<String> OTHER_PORTS =
      List.of("--stat-port", "--comet-rpc-port", "--message-rpc-port");

  private final Fleet fleet;
  private final Target target;
  private final Duration startTime;

  private OwnNode(Fleet fleet, Target target, Duration startTime) {
    this.fleet = fleet;
    this.target = target;
    this.startTime = startTime;
  }

  /**
   * Starts a node and returns when it is ready.
   *
   * @param root the project, which is built
   * @param folder everything of the node
   * @param store what messages are kept in, for the report
   * @param options further options of {@code ./halley run}
   * @param progress is told if the node ends by itself
   * @throws BenchException if it does not start
   */
  public static OwnNode start(
      Path root, Path folder, String store, List<String> options, Consumer<String> progress)
      throws BenchException, IOException, InterruptedException {
    Map<Listener, InetSocketAddress> addresses = new EnumMap<>(Listener.class);
    Program program = program(root, folder, options, addresses);
    Fleet fleet =
        new Fleet(
            List.of(new Stage(List.of(program), 1)),
            line -> {
              if (line.contains("ended")) {
                progress.accept(line);
              }
            });
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
    long start = System.nanoTime();
    try {
      fleet.start();
    } catch (FleetException e) {
      fleet.close();
      throw new BenchException(e.sentence());
    }
    return new OwnNode(
        fleet,
        new Target(addresses, Optional.empty(), store),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static Program program(
      Path root, Path folder, List<String> options, Map<Listener, InetSocketAddress> addresses)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(root.resolve("halley").toString(), "run", "--die-with-parent"));
    command.addAll(List.of("--http-address", "127.0.0.1"));
    command.addAll(List.of("-Dhalley.comet.tcp-address=127.0.0.1"));
    command.addAll(List.of("-Dhalley.comet.ws-address=127.0.0.1"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    Iterator<Integer> ports =
        FreePorts.some(Listener.values().length + OTHER_PORTS.size()).iterator();
    for (Listener listener : Listener.values()) {
      int port = ports.next();
      command.addAll(List.of(listener.portOption(), String.valueOf(port)));
      addresses.put(listener, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    for (String option : OTHER_PORTS) {
      command.addAll(List.of(option, String.valueOf(ports.next())));
    }
    command.addAll(options);
    return new Program("the node", command, Map.of(), folder.resolve("node.log"), START, STOP);
  }

  /** Where it is. */
  public Target target() {
    return target;
  }

  /** The time from its start to its being ready. */
  public Duration startTime() {
    return startTime;
  }

  /** Ends it, and returns when it is gone. */
  @Override
  public void close() {
    fleet.close();
  }
}
