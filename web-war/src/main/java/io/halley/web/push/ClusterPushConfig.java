/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushIds;
import io.halley.web.route.CurrentView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What pushes need where keys move between nodes, and nodes come and go.
 *
 * @param view the view that the router goes by
 * @param messages where messages are appended whose node could not be asked
 * @param clock the time from which a message's life counts
 * @param ids the ids of pushes, above 0, never the same twice in the whole cluster
 * @param notices is given the highest mid of each key whose node does not know of it; answers at
 *     once
 * @param rpcDeadline within which a call of a node ends
 */
public record ClusterPushConfig(
    CurrentView view,
    MessageService messages,
    InstantSource clock,
    LongSupplier ids,
    Consumer<Map<Key, Long>> notices,
    Duration rpcDeadline) {
  /** With ids by chance. */
  public ClusterPushConfig(
      CurrentView view,
      MessageService messages,
      InstantSource clock,
      Consumer<Map<Key, Long>> notices,
      Duration rpcDeadline) {
    this(view, messages, clock, PushIds::random, notices, rpcDeadline);
  }

  /**
   * How long a push takes at most: keys are routed anew for half a deadline, then the last node has
   * a whole one to answer, and then the message node, which appends what is left.
   */
  public static Duration longest(Duration rpcDeadline) {
    return reroutedFor(rpcDeadline).plus(rpcDeadline.multipliedBy(2));
  }

  /** How long after the beginning of a push its keys may still be routed anew. */
  static Duration reroutedFor(Duration rpcDeadline) {
    return rpcDeadline.dividedBy(2);
  }
}
