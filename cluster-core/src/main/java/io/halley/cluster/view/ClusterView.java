/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import io.halley.cluster.message.Key;
import io.halley.cluster.ring.KetamaRing;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The comet nodes at one moment, and the ring of their names. Immutable. */
public final class ClusterView {
  private final Map<String, CometNode> nodes;
  private final KetamaRing ring;

  /**
   * @param nodes with distinct names; may be empty
   */
  public ClusterView(Collection<CometNode> nodes) {
    this.nodes =
        nodes.stream().collect(Collectors.toUnmodifiableMap(CometNode::name, Function.identity()));
    this.ring =
        new KetamaRing(
            nodes.stream().collect(Collectors.toMap(CometNode::name, CometNode::weight)));
  }

  /** The node that owns the key; empty when there is no node. */
  public Optional<CometNode> owner(Key key) {
    return ring.owner(key.value()).map(nodes::get);
  }

  /** All nodes, in no order. */
  public Collection<CometNode> nodes() {
    return nodes.values();
  }
}
