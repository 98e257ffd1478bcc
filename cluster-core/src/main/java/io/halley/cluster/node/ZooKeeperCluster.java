/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.halley.cluster.coordinator.LeaderCandidate;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.balance.MessageNodes;
import io.halley.cluster.rpc.grpc.ChannelPool;
import io.halley.cluster.rpc.grpc.GrpcNodeHealth;
import io.halley.cluster.rpc.grpc.NetworkRpc;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.Membership;
import io.halley.cluster.zookeeper.MessageNode;
import io.halley.cluster.zookeeper.Registration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes that find each other in ZooKeeper and talk over the network. */
final class ZooKeeperCluster implements Cluster {
  private static final ClusterView NOBODY = new ClusterView(Long.MIN_VALUE, List.of());

  private final Settings settings;
  private final NetworkRpc rpc;
  private final ChannelPool peers;
  private final GrpcNodeHealth health;
  private final MessageNodes messages;
  private final Membership membership;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Who is known, for the channels to them; both are the membership thread's own. */
  private Set<String> cometAddresses = Set.of();

  private Set<String> messageAddresses = Set.of();

  ZooKeeperCluster(Settings settings) {
    this.settings = settings;
    rpc = new NetworkRpc(settings.cluster().rpcSecret());
    peers = new ChannelPool(rpc);
    health = new GrpcNodeHealth(peers);
    messages = new MessageNodes(peers::messages, health::isServing, settings.rpcDeadline());
    try {
      membership = Membership.open(settings.cluster());
    } catch (RuntimeException e) {
      closeRpc();
      throw e;
    }
    membership.onView(this::reachComets);
    membership.onMessageNodes(this::reachMessageNodes);
  }

  @Override
  public boolean isAlone() {
    return false;
  }

  @Override
  public boolean isDegraded() {
    return membership.isDegraded();
  }

  @Override
  public ClusterView view() {
    return membership.view().orElse(NOBODY);
  }

  @Override
  public void onView(Consumer<ClusterView> consumer) {
    membership.onView(consumer);
  }

  @Override
  public CometService comet(CometNode node) {
    return peers.comet(node, settings.rpcDeadline());
  }

  @Override
  public MessageService messages() {
    return messages;
  }

  @Override
  public ServiceRegistration serveComet(CometService service) {
    return new NetworkRegistration(
        rpc.serve(settings.cluster().rpcAddress(), settings.comet().rpcPort(), service),
        () -> membership.registerComet(settings.node(), NodeIdentity.cometInstance(settings)));
  }

  @Override
  public ServiceRegistration serveMessages(MessageService service) {
    Supplier<Registration<?>> register =
        () -> membership.registerMessage(NodeIdentity.messageNode(settings));
    return new NetworkRegistration(
        rpc.serve(settings.cluster().rpcAddress(), settings.message().rpcPort(), service),
        register);
  }

  @Override
  public void standForCoordinator() {
    LeaderCandidate.stand(
        membership,
        health::isServing,
        (node, view) -> peers.comet(node, settings.rpcDeadline()).adopt(view));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      membership.close();
      closeRpc();
    }
  }

  private void closeRpc() {
    messages.close();
    peers.close();
    rpc.close();
  }

  private void reachComets(ClusterView view) {
    cometAddresses = addresses(view.nodes().stream().flatMap(node -> node.rpc().stream()));
    retain();
  }

  private void reachMessageNodes(List<MessageNode> nodes) {
    messages.use(
        nodes.stream().map(node -> new MessageNodes.Node(node.rpc(), node.weight())).toList());
    messageAddresses = addresses(nodes.stream().flatMap(node -> node.rpc().stream()));
    retain();
  }

  private void retain() {
    Set<String> known = new HashSet<>(cometAddresses);
    known.addAll(messageAddresses);
    peers.retain(known);
  }

  private static Set<String> addresses(Stream<String> all) {
    return all.collect(Collectors.toUnmodifiableSet());
  }
}
