/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.local.LocalRpc;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.List;
import java.util.function.Consumer;

/** The modules of one process, which reach each other without the network. */
final class SingleNodeCluster implements Cluster {
  private final ClusterView view;
  private final LocalRpc rpc;

  /** The services may come later. */
  SingleNodeCluster(Settings settings) {
    view = new ClusterView(1, List.of(NodeIdentity.comet(settings)));
    rpc = new LocalRpc(settings.node(), settings.rpcDeadline());
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
    return rpc.comet();
  }

  @Override
  public MessageService messages() {
    return rpc.messages();
  }

  @Override
  public ServiceRegistration serveComet(CometService service) {
    return new InProcess(rpc.serve(service));
  }

  @Override
  public ServiceRegistration serveMessages(MessageService service) {
    return new InProcess(rpc.serve(service));
  }

  @Override
  public void standForCoordinator() {
    // the view never changes
  }

  @Override
  public void close() {
    rpc.close();
  }

  /** A service that is there as soon as it is served, for nobody else knows of it. */
  private record InProcess(Runnable end) implements ServiceRegistration {
    @Override
    public void announce() {}

    @Override
    public void withdraw() {}

    @Override
    public void close() {
      end.run();
    }
  }
}
