/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.route;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import java.util.List;

/**
 * Where some keys go, by one view of the cluster.
 *
 * @param version which view that is
 * @param owned one route for each node that owns some of them
 * @param unowned those that no node owns
 */
public record Routes(long version, List<Route> owned, List<Key> unowned) {
  public Routes {
    owned = List.copyOf(owned);
    unowned = List.copyOf(unowned);
  }

  /**
   * The way to one node.
   *
   * @param service the node's service
   * @param keys the keys that it owns, at least one
   */
  public record Route(CometService service, List<Key> keys) {
    public Route {
      keys = List.copyOf(keys);
    }
  }
}
