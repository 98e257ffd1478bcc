/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.List;

/**
 * Which keys are this node's, by the newest view of the cluster that it was told of. Before the
 * first one it owns nothing. Safe for any thread.
 */
public final class Ownership {
  private static final ClusterView NONE = new ClusterView(Long.MIN_VALUE, List.of());

  private final CometNode self;
  private volatile ClusterView view = NONE;

  /**
   * @param self this instance, as other nodes see it in a view
   */
  public Ownership(CometNode self) {
    this.self = self;
  }

  /** For a node that is the whole cluster: every key is its own. */
  public static Ownership alone(String node) {
    CometNode self = CometNode.alone(node, List.of(), List.of());
    Ownership ownership = new Ownership(self);
    ownership.adopt(new ClusterView(1, List.of(self)));
    return ownership;
  }

  /** Whether the key is this node's. */
  public boolean owns(Key key) {
    return view.owns(self, key);
  }

  /**
   * Goes by a view from now on.
   *
   * @return false if it is not newer than the one that is gone by, which stays
   */
  synchronized boolean adopt(ClusterView newer) {
    if (newer.version() <= view.version()) {
      return false;
    }
    view = newer;
    return true;
  }
}
