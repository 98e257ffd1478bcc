/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The RPC port of a node. It takes calls from the beginning, but says that it serves, to those who
 * ask for its health, only from {@link #serving} to {@link #notServing}. Safe for any thread.
 */
public final class NetworkServer implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Server server;
  private final HealthStatusManager health;

  NetworkServer(Server server, HealthStatusManager health) {
    this.server = server;
    this.health = health;
  }

  NetworkServer start() throws IOException {
    server.start();
    return this;
  }

  /** The port that is bound. */
  public int port() {
    return server.getPort();
  }

  /** From now on the node's health is good. */
  public void serving() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
  }

  /** From now on the node's health is bad; calls are answered all the same. */
  public void notServing() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  /**
   * Says for good that the node does not serve, takes no more calls, and returns when those under
   * way have ended; after five seconds they are cut. Further calls do nothing.
   */
  @Override
  public void close() {
    if (!server.isShutdown()) {
      health.enterTerminalState();
    }
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        server.shutdownNow().awaitTermination(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
