/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import java.time.Duration;

/**
 * The way between the modules of one process. Several of these may have the same node's name: what
 * one serves, all reach. Safe for any thread; its owner closes it.
 */
public final class LocalRpc implements AutoCloseable {
  private final String node;
  private final ManagedChannel cometChannel;
  private final ManagedChannel messageChannel;
  private final CometService comet;
  private final MessageService messages;

  /**
   * Opens the channels; the services may come later.
   *
   * @param deadline bound on every call
   */
  public LocalRpc(String node, Duration deadline) {
    this.node = node;
    cometChannel = InProcessRpc.connect(InProcessRpc.cometName(node));
    messageChannel = InProcessRpc.connect(InProcessRpc.messageName(node));
    comet = new CometHere(InProcessRpc.cometName(node), new CometRpcClient(cometChannel, deadline));
    messages =
        new MessagesHere(
            InProcessRpc.messageName(node), new MessageRpcClient(messageChannel, deadline));
  }

  /** The comet service of this process. */
  public CometService comet() {
    return comet;
  }

  /** The message service of this process. */
  public MessageService messages() {
    return messages;
  }

  /**
   * Serves a comet node.
   *
   * @param service whose pushes end by themselves within the deadline: nothing here ends them
   * @return ends the service when it is run: calls under way may finish for some seconds
   * @throws java.io.UncheckedIOException if this process serves one already
   */
  public Runnable serve(CometService service) {
    return serve(InProcessRpc.cometName(node), service, new CometRpcServer(service));
  }

  /**
   * Serves a message node.
   *
   * @return ends the service when it is run: calls under way may finish for some seconds
   * @throws java.io.UncheckedIOException if this process serves one already
   */
  public Runnable serve(MessageService service) {
    return serve(InProcessRpc.messageName(node), service, new MessageRpcServer(service));
  }

  private static <S> Runnable serve(String name, S service, BindableService rpc) {
    Server server = InProcessRpc.serve(name, rpc);
    ServedHere<S> served = ServedHere.begin(name, service);
    return () -> {
      served.end(name, InProcessRpc.STOP_WITHIN);
      InProcessRpc.stop(server);
    };
  }

  /** Lets calls under way end, for some seconds, and returns when the channels are closed. */
  @Override
  public void close() {
    InProcessRpc.stop(cometChannel);
    InProcessRpc.stop(messageChannel);
  }
}
