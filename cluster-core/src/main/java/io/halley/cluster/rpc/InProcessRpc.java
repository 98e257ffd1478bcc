/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * gRPC between modules of one JVM: the calls of the contract without the network. It works across
 * the WARs of one server as long as gRPC's classes are loaded once, from the EAR's {@code lib/} or
 * Payara Micro's {@code --addlibs}.
 *
 * <p>Both ends run on the caller's thread, so services must not block on it.
 */
public final class InProcessRpc {
  /** How long calls under way may take to finish when their server ends. */
  static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private InProcessRpc() {}

  /** The name under which a node's comet service listens. */
  public static String cometName(String node) {
    return "halley-comet-" + node;
  }

  /** The name under which a node's message service listens. */
  public static String messageName(String node) {
    return "halley-message-" + node;
  }

  /**
   * Starts a server that {@link #stop(Server)} ends.
   *
   * @throws UncheckedIOException if another server of this JVM has the name
   */
  public static Server serve(String name, BindableService service) {
    try {
      return InProcessServerBuilder.forName(name)
          .directExecutor()
          .addService(service)
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the in-process RPC name " + name + " is taken", e);
    }
  }

  /** Opens a channel that {@link #stop(ManagedChannel)} ends; its server may come later. */
  public static ManagedChannel connect(String name) {
    ImmediateReconnect reconnect = new ImmediateReconnect();
    ManagedChannel channel =
        InProcessChannelBuilder.forName(name).directExecutor().intercept(reconnect).build();
    reconnect.watch(channel);
    return channel;
  }

  /** Ends a server: calls under way may finish for some seconds, then they are cut. */
  public static void stop(Server server) {
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

  /** Ends a channel: calls under way may finish for some seconds, then they are cut. */
  public static void stop(ManagedChannel channel) {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        channel.shutdownNow().awaitTermination(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
