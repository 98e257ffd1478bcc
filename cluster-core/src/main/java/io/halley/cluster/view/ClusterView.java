/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import io.halley.cluster.message.Key;
import io.halley.cluster.ring.KetamaRing;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The comet nodes at one moment, and the ring of their names. Immutable. */
public final class ClusterView {
  private final long version;
  private final Map<String, CometNode> nodes;
  private final KetamaRing ring;

  /**
   * @param version above that of every view before it
   * @param nodes with distinct names; may be empty
   */
  public ClusterView(long version, Collection<CometNode> nodes) {
    this.version = version;
    this.nodes =
        nodes.stream()
            .collect(
                Collectors.toMap(
                    CometNode::name,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalArgumentException("two nodes are named " + one.name());
                    },
                    TreeMap::new));
    this.ring =
        new KetamaRing(
            nodes.stream().collect(Collectors.toMap(CometNode::name, CometNode::weight)));
  }

  /** Which view this is: of two, the newer one has the higher version. */
  public long version() {
    return version;
  }

  /** The node that owns the key; empty when there is no node. */
  public Optional<CometNode> owner(Key key) {
    return ring.owner(key.value()).map(nodes::get);
  }

  /** Whether this instance of a node owns the key: it is the ring's choice, and not a standby. */
  public boolean owns(CometNode instance, Key key) {
    return owner(key)
        .filter(owner -> owner.name().equals(instance.name()) && owner.rpc().equals(instance.rpc()))
        .isPresent();
  }

  /** All nodes, by name. */
  public Collection<CometNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }
}
