/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which nodes are in the ring, from what a coordinator sees during its term. One thread at a time.
 *
 * <ul>
 *   <li>A node is available while one of its instances is registered, takes keys, and does not
 *       fail. One that is unavailable for the time to leave leaves the ring, counted from the first
 *       failure, whichever it was; one that takes no more keys leaves at once.
 *   <li>A node that nobody has seen before enters as soon as it registers. One that left comes back
 *       when it was available for the time to return without a break, so that a node that flaps
 *       moves its keys at most once in that time; or at once, when it answers and the ring is
 *       empty.
 *   <li>When nobody answers, or nobody but the coordinator's own process where there are at least
 *       two others, it is likelier that the coordinator is cut off: then only those leave whose
 *       registration is gone.
 *   <li>A term begins with the ring as it was published; who has been failing since before it is
 *       counted from there, since a coordinator that dies is often the node that is to leave.
 *       During the grace that follows, a node without a registration stays while it answers. Who is
 *       registered and not in the ring has a past that is not known, and waits for the time to
 *       return.
 * </ul>
 */
final class RingPolicy {
  private final RingTimeouts times;
  private final long begun;
  private final Map<String, NodeState> nodes = new TreeMap<>();
  private long looked;

  /**
   * @param published the ring as it is; empty, or a ring of nobody: all who register enter
   * @param registered who is registered as the term begins
   * @param failingSince by RPC addresses, when those that fail began to; on the clock of now
   * @param now in nanoseconds since any moment
   */
  RingPolicy(
      RingTimeouts times,
      Optional<ClusterView> published,
      List<CometEntry> registered,
      Function<List<String>, Optional<Long>> failingSince,
      long now) {
    this.times = times;
    begun = now;
    looked = now;
    Collection<CometNode> ring = published.map(ClusterView::nodes).orElse(List.of());
    for (CometNode node : ring) {
      nodes.put(node.name(), NodeState.inRing(times, node, failingSince.apply(node.rpc())));
    }
    if (!ring.isEmpty()) {
      registered.forEach(
          entry -> nodes.computeIfAbsent(entry.node(), name -> NodeState.outside(times)));
    }
  }

  /** The active instances of the nodes that are in the ring, as of the last look. */
  List<CometNode> ring() {
    return nodes.values().stream().map(NodeState::active).flatMap(Optional::stream).toList();
  }

  /**
   * Looks, and decides.
   *
   * @param registered in the order in which they stand in line
   * @param health by RPC addresses, also of those in the ring who are not registered
   * @param now in nanoseconds, not before the look before this
   * @return the ring, by name
   */
  List<CometNode> look(
      List<CometEntry> registered, Function<List<String>, Health> health, long now) {
    if (now - looked > times.gap()) {
      nodes.values().forEach(NodeState::forgetTimes);
    }
    looked = now;
    Map<String, List<CometEntry>> entries =
        registered.stream().collect(Collectors.groupingBy(CometEntry::node));
    entries.keySet().forEach(name -> nodes.computeIfAbsent(name, n -> NodeState.fresh(times)));
    NodeState.Sight sight =
        new Look(
            now,
            health,
            isBlind(registered, health),
            now - begun < times.grace(),
            ring().isEmpty());
    nodes.forEach((name, node) -> node.look(entries.getOrDefault(name, List.of()), sight));
    return ring();
  }

  private boolean isBlind(List<CometEntry> registered, Function<List<String>, Health> health) {
    long others =
        registered.stream()
            .filter(entry -> !entry.own() && isInRing(entry.node()))
            .map(CometEntry::node)
            .distinct()
            .count();
    return registered.stream()
        .filter(entry -> others < 2 || !entry.own())
        .noneMatch(entry -> health.apply(entry.rpc()) == Health.SERVING);
  }

  private boolean isInRing(String name) {
    NodeState node = nodes.get(name);
    return node != null && node.active().isPresent();
  }

  private record Look(
      long now,
      Function<List<String>, Health> healths,
      boolean isBlind,
      boolean isInGrace,
      boolean isRingEmpty)
      implements NodeState.Sight {
    @Override
    public Health health(List<String> rpc) {
      return healths.apply(rpc);
    }
  }
}
