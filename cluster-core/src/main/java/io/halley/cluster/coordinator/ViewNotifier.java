/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.util.concurrent.CompletionStage;

/** Tells comet nodes of a view that was published just now. Safe for any thread. */
@FunctionalInterface
public interface ViewNotifier {
  /**
   * Tells one instance: one in the ring, a standby, or one that has just left the ring.
   *
   * @param node the instance, under its node's name
   * @return completes, on any thread, when the instance works by the view
   */
  CompletionStage<Void> tell(CometNode node, ClusterView view);
}
