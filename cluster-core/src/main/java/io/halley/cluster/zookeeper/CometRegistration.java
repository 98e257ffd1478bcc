/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.view.ClusterView;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** A comet node's registration, which leaves the ring before it goes. */
final class CometRegistration implements Registration<CometInstance> {
  private static final System.Logger LOG = System.getLogger(CometRegistration.class.getName());

  private final String node;
  private final PersistentRegistration<CometInstance> entry;
  private final ViewWatch views;
  private final Duration drain;
  private volatile CometInstance instance;

  /**
   * @param drain how long it waits for the view without it
   */
  CometRegistration(
      String node,
      CometInstance instance,
      PersistentRegistration<CometInstance> entry,
      ViewWatch views,
      Duration drain) {
    this.node = node;
    this.instance = instance;
    this.entry = entry;
    this.views = views;
    this.drain = drain;
  }

  List<String> rpc() {
    return instance.rpc();
  }

  @Override
  public void update(CometInstance instance) {
    entry.update(instance);
    this.instance = instance;
  }

  @Override
  public void close() {
    try {
      if (entry.isThere() && views.view().filter(this::isActive).isPresent()) {
        entry.update(instance.withoutKeys());
        if (!views.await(view -> !isActive(view), drain)) {
          LOG.log(Level.INFO, "{0} leaves while the view still has it", node);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      entry.close();
    }
  }

  private boolean isActive(ClusterView view) {
    return view.nodes().stream()
        .anyMatch(active -> active.name().equals(node) && active.rpc().equals(rpc()));
  }
}
