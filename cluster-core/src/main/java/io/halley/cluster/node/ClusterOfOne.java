/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.halley.cluster.rpc.CometRpcClient;
import io.halley.cluster.rpc.CometRpcServer;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcClient;
import io.halley.cluster.rpc.MessageRpcServer;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.List;
import java.util.function.Consumer;

/** The modules of one process, which reach each other without the network. */
final class ClusterOfOne implements Cluster {
  private final String node;
  private final ClusterView view;
  private final ManagedChannel cometChannel;
  private final ManagedChannel messageChannel;
  private final CometService comet;
  private final MessageService messages;

  /** Opens the channels; the services may come later. */
  ClusterOfOne(Settings settings) {
    node = settings.node();
    view = new ClusterView(1, List.of(Selves.comet(settings)));
    cometChannel = InProcessRpc.connect(InProcessRpc.cometName(node));
    messageChannel = InProcessRpc.connect(InProcessRpc.messageName(node));
    comet = new CometRpcClient(cometChannel, settings.rpcDeadline());
    messages = new MessageRpcClient(messageChannel, settings.rpcDeadline());
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public boolean isDegraded() {
    return false;
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public void onView(Consumer<ClusterView> consumer) {
    consumer.accept(view);
  }

  @Override
  public CometService comet(CometNode only) {
    return comet;
  }

  @Override
  public MessageService messages() {
    return messages;
  }

  @Override
  public Presence serveComet(CometService service) {
    return new InProcess(
        InProcessRpc.serve(InProcessRpc.cometName(node), new CometRpcServer(service)));
  }

  @Override
  public Presence serveMessages(MessageService service) {
    return new InProcess(
        InProcessRpc.serve(InProcessRpc.messageName(node), new MessageRpcServer(service)));
  }

  @Override
  public void standForCoordinator() {
    // the view never changes
  }

  @Override
  public void close() {
    InProcessRpc.stop(cometChannel);
    InProcessRpc.stop(messageChannel);
  }

  /** A service that is there as soon as it is served, for nobody else knows of it. */
  private record InProcess(Server server) implements Presence {
    @Override
    public void announce() {}

    @Override
    public void withdraw() {}

    @Override
    public void close() {
      InProcessRpc.stop(server);
    }
  }
}
