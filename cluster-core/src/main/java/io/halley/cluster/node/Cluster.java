/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.function.Consumer;

/**
 * How one module reaches the nodes of the cluster, and is reached by them: over the network and by
 * way of ZooKeeper, or, where none is set, within this process. Safe for any thread. Who opens it
 * closes it, both on a thread of its own: libraries leave thread-locals behind.
 */
public interface Cluster extends AutoCloseable {
  /**
   * Opens what the settings ask for.
   *
   * @throws io.halley.cluster.zookeeper.MembershipException if ZooKeeper does not answer within 15
   *     seconds, with a sentence for the operator
   */
  static Cluster open(Settings settings) {
    return settings.cluster().zookeeper().isPresent()
        ? new ZooKeeperCluster(settings)
        : new SingleNodeCluster(settings);
  }

  /** Whether this process is the whole cluster, so that nobody else appends to its logs. */
  boolean isAlone();

  /** Whether ZooKeeper cannot be reached now: nodes that come or go are not noticed. */
  boolean isDegraded();

  /** The comet nodes as they are known now; without any until a view has been published. */
  ClusterView view();

  /**
   * Shows the view that is known, if there is one, and each newer one, in the order of versions, on
   * one thread that must not be held up.
   */
  void onView(Consumer<ClusterView> consumer);

  /** The service of a comet node; it is the cluster's to close. */
  CometService comet(CometNode node);

  /** The message service, whichever node it is that answers; it is the cluster's to close. */
  MessageService messages();

  /**
   * Opens the RPC service of this process's comet node. Nobody comes before it is announced.
   *
   * @throws java.io.UncheckedIOException if its address cannot be bound
   */
  ServiceRegistration serveComet(CometService service);

  /**
   * Opens the RPC service of this process's message node. Nobody comes before it is announced.
   *
   * @throws java.io.UncheckedIOException if its address cannot be bound
   */
  ServiceRegistration serveMessages(MessageService service);

  /**
   * Stands for the one who decides which comet nodes are in the ring. Ends with the cluster. Does
   * nothing in a cluster of one.
   */
  void standForCoordinator();

  /**
   * Gives up all connections, and returns when everything has ended. Does nothing the second time.
   */
  @Override
  void close();
}
