/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import io.halley.system.node.HalleyProcess;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeSetup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that may be killed, paused and started again, on the same ports and data. For one thread.
 */
public final class ClusterNode implements AutoCloseable {
  private final String name;
  private NodeSetup setup;
  private @Nullable HalleyProcess process;

  ClusterNode(String name, NodeSetup setup) {
    this.name = name;
    this.setup = setup;
  }

  /** What it is called in the cluster. */
  public String name() {
    return name;
  }

  /** The loopback address of a listener, whether it is running or not. */
  public InetSocketAddress address(Listener listener) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(listener));
  }

  /** Whether a subscriber that is connected there is connected to this comet node. */
  public boolean isAt(String where) {
    return Stream.of(Listener.TCP, Listener.WEB_SOCKET)
        .anyMatch(listener -> where.endsWith(":" + port(listener)));
  }

  /** Starts it, and waits until it is ready. */
  public void start() {
    process = HalleyProcess.start(setup);
  }

  /** Stops it as an operator does, and starts it with further options. */
  public void restartWith(String... options) {
    running().stop();
    close();
    setup = setup.withOptions(options);
    start();
  }

  /** Kills it at once. */
  public void kill() {
    running().kill();
    close();
  }

  /** Stops its threads where they are. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on. */
  public void resume() {
    running().resume();
  }

  /** Ends it, if it runs; what it still wanted to do does not matter. */
  @Override
  public void close() {
    HalleyProcess running = process;
    process = null;
    if (running != null) {
      try {
        running.kill();
      } finally {
        running.close();
      }
    }
  }

  private HalleyProcess running() {
    return Objects.requireNonNull(process, () -> name + " is not running");
  }

  private int port(Listener listener) {
    return Objects.requireNonNull(setup.ports().get(listener), () -> name + " has no " + listener);
  }
}
