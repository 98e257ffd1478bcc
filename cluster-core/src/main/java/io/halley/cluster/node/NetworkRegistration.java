/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.halley.cluster.rpc.grpc.NetworkServer;
import io.halley.cluster.zookeeper.Registration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service on a port of this machine's, which registers in ZooKeeper. */
final class NetworkRegistration implements ServiceRegistration {
  private final NetworkServer server;
  private final Supplier<? extends Registration<?>> register;
  private @Nullable Registration<?> registration;

  /**
   * @param register registers the node, and blocks until others see it
   */
  NetworkRegistration(NetworkServer server, Supplier<? extends Registration<?>> register) {
    this.server = server;
    this.register = register;
  }

  @Override
  public void announce() {
    server.serving();
    registration = register.get();
  }

  @Override
  public void withdraw() {
    if (registration != null) {
      // first: whoever is asked to leave the ring is still well until it has left
      registration.close();
      registration = null;
    }
    server.notServing();
  }

  @Override
  public void close() {
    withdraw();
    server.close();
  }
}
