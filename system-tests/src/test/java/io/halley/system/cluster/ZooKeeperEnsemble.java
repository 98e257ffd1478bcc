/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import io.halley.system.node.Folders;
import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.apache.curator.test.TestingZooKeeperServer;
import org.awaitility.Awaitility;

/**
 * Three ZooKeeper servers in this JVM, which elect a leader as in production. They keep their ports
 * and their data when they stop and start again.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {
  private static final int SERVERS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ANSWER_MILLIS = 5_000;

  /** Held, so that its level is not forgotten: ZooKeeper says much when it comes and goes. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache.zookeeper"), Logger.getLogger("org.apache.curator"));

  private final TestingCluster cluster;

  private ZooKeeperEnsemble(TestingCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts the servers, and waits until they have a leader. */
  public static ZooKeeperEnsemble start() {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    Iterator<Integer> ports = FreePorts.some(3 * SERVERS).iterator();
    List<InstanceSpec> servers = new ArrayList<>();
    for (int id = 1; id <= SERVERS; id++) {
      servers.add(
          new InstanceSpec(
              Folders.create("zookeeper" + id).toFile(),
              ports.next(),
              ports.next(),
              ports.next(),
              true,
              id));
    }
    ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble(new TestingCluster(servers));
    try {
      ensemble.cluster.start();
      ensemble.awaitLeader();
      return ensemble;
    } catch (Exception e) {
      ensemble.close();
      throw new IllegalStateException("ZooKeeper does not start", e);
    }
  }

  /** What a node is told of it. */
  public String connectString() {
    return cluster.getConnectString();
  }

  /**
   * Kills the leader.
   *
   * @return what was killed
   */
  public TestingZooKeeperServer killLeader() {
    TestingZooKeeperServer leader = awaitLeader();
    leader.kill();
    return leader;
  }

  /** Stops all of it. */
  public void stop() {
    try {
      cluster.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the servers again that are not running, and waits until there is a leader. */
  public void restart(List<TestingZooKeeperServer> servers) {
    try {
      for (TestingZooKeeperServer server : servers) {
        server.restart();
      }
    } catch (Exception e) {
      throw new IllegalStateException("ZooKeeper does not start again", e);
    }
    awaitLeader();
  }

  /** All servers. */
  public List<TestingZooKeeperServer> servers() {
    return cluster.getServers();
  }

  private TestingZooKeeperServer awaitLeader() {
    return Awaitility.await("a leader of ZooKeeper")
        .atMost(PATIENCE)
        .until(this::leader, Optional::isPresent)
        .orElseThrow();
  }

  private Optional<TestingZooKeeperServer> leader() {
    return cluster.getServers().stream()
        .filter(server -> mode(server.getInstanceSpec().getPort()).equals("leader"))
        .findFirst();
  }

  /** What a server says that it is; empty where it says nothing. */
  private static String mode(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer
          .lines()
          .filter(line -> line.startsWith("Mode: "))
          .map(line -> line.substring("Mode: ".length()))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // it is not running, and so no leader
    }
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
