/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.route;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the comet node of a key, and the service on it. Every call takes the view of its moment and
 * keeps to it. Safe for any thread.
 */
public final class CometRouter {
  private final Supplier<ClusterView> view;
  private final Function<CometNode, CometService> services;

  /**
   * @param view the cluster as it is now; swapped as a whole by its owner
   * @param services how a node of that view is called
   */
  public CometRouter(Supplier<ClusterView> view, Function<CometNode, CometService> services) {
    this.view = view;
    this.services = services;
  }

  /** The node that owns the key; empty when there is no node. */
  public Optional<CometNode> node(Key key) {
    return view.get().owner(key);
  }

  /** The service of the node that owns the key; empty when there is no node. */
  public Optional<CometService> service(Key key) {
    return node(key).map(services);
  }

  /** The services of all nodes. */
  public List<CometService> services() {
    return view.get().nodes().stream().map(services).toList();
  }

  /** Keys grouped by the node that owns them, all by the same view. */
  public Routes routes(Collection<Key> keys) {
    ClusterView now = view.get();
    Map<CometNode, List<Key>> owned = new LinkedHashMap<>();
    List<Key> unowned = new ArrayList<>();
    for (Key key : keys) {
      now.owner(key)
          .map(node -> owned.computeIfAbsent(node, first -> new ArrayList<>()))
          .orElse(unowned)
          .add(key);
    }
    return new Routes(
        now.version(),
        owned.entrySet().stream()
            .map(entry -> new Routes.Route(services.apply(entry.getKey()), entry.getValue()))
            .toList(),
        unowned);
  }
}
