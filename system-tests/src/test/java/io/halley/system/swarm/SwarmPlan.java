/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who a swarm consists of, and where it asks. Immutable.
 *
 * @param kinds the members' kinds, in turn
 * @param webs public listeners of the web nodes
 * @param jakarta listeners with the Jakarta WebSocket endpoint; may be empty where no member is of
 *     that kind
 * @param heartbeat seconds between two heartbeats
 * @param narrow members, the first ones, that have small receive buffers, which soon stall the
 *     server if they do not read
 * @param mischief what members do by script that a good client does not
 */
public record SwarmPlan(
    List<Kind> kinds,
    List<InetSocketAddress> webs,
    List<InetSocketAddress> jakarta,
    int heartbeat,
    int narrow,
    Mischief mischief) {

  /** Copies. */
  public SwarmPlan {
    kinds = List.copyOf(kinds);
    webs = List.copyOf(webs);
    jakarta = List.copyOf(jakarta);
  }

  /** Well-behaved members, half of them on TCP and half on WebSocket. */
  public static SwarmPlan of(List<InetSocketAddress> webs) {
    return new SwarmPlan(List.of(Kind.TCP, Kind.WEB_SOCKET), webs, List.of(), 30, 0, Mischief.NONE);
  }

  /** The same with members of other kinds, the Jakarta endpoint among them. */
  public SwarmPlan withKinds(List<Kind> others, List<InetSocketAddress> endpoints) {
    return new SwarmPlan(others, webs, endpoints, heartbeat, narrow, mischief);
  }

  /** The same with so many narrow members. */
  public SwarmPlan withNarrow(int count) {
    return new SwarmPlan(kinds, webs, jakarta, heartbeat, count, mischief);
  }

  /** The same with members that misbehave. */
  public SwarmPlan withMischief(Mischief script) {
    return new SwarmPlan(kinds, webs, jakarta, heartbeat, narrow, script);
  }
}
