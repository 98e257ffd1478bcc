/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One node's part of {@link RingPolicy}: whether it is in the ring, and which instance is active.
 *
 * <p>The active instance stays the active one for as long as it is well, whoever else registers. It
 * is followed by the first in line that is well: after the time to leave where it fails, at once
 * where its registration is gone or takes no more keys.
 */
final class NodeState {
  /** What a coordinator sees at a moment. */
  interface Sight {
    long now();

    Health health(List<String> rpc);

    /** Whether so many fail that it is likelier to be the coordinator who does. */
    boolean isBlind();

    /** Whether registrations may be missing because ZooKeeper was away. */
    boolean isInGrace();

    /** Whether nobody is in the ring, so that no keys move to who enters. */
    boolean isRingEmpty();
  }

  private final RingTimeouts times;
  private @Nullable CometNode active;
  private boolean left;
  private @Nullable Long unavailableSince;
  private @Nullable Long activeTroubledSince;
  private @Nullable Long availableSince;

  private NodeState(RingTimeouts times, @Nullable CometNode active, boolean left) {
    this.times = times;
    this.active = active;
    this.left = left;
  }

  /** A node that nobody has seen before. */
  static NodeState fresh(RingTimeouts times) {
    return new NodeState(times, null, false);
  }

  /**
   * A node that is in the ring.
   *
   * @param failingSince when its active instance began to fail, where it does
   */
  static NodeState inRing(RingTimeouts times, CometNode active, Optional<Long> failingSince) {
    NodeState node = new NodeState(times, active, false);
    node.unavailableSince = failingSince.orElse(null);
    node.activeTroubledSince = failingSince.orElse(null);
    return node;
  }

  /** A node that is kept out of the ring until it is well for long enough. */
  static NodeState outside(RingTimeouts times) {
    return new NodeState(times, null, true);
  }

  /** The active instance; empty while the node is not in the ring. */
  Optional<CometNode> active() {
    return Optional.ofNullable(active);
  }

  /** Nobody looked for a while: what has lasted until then may have ended and begun again. */
  void forgetTimes() {
    unavailableSince = null;
    activeTroubledSince = null;
    availableSince = null;
  }

  /**
   * @param entries the node's instances, in their order
   */
  void look(List<CometEntry> entries, Sight sight) {
    CometNode current = active;
    if (current == null) {
      enter(entries, sight);
    } else {
      stay(current, entries, sight);
    }
  }

  private void enter(List<CometEntry> entries, Sight sight) {
    // one that was never seen failing is believed; one that left has to answer
    Predicate<CometEntry> well =
        left
            ? entry -> sight.health(entry.rpc()) == Health.SERVING
            : entry -> sight.health(entry.rpc()) != Health.FAILING;
    Optional<CometEntry> first =
        entries.stream().filter(CometEntry::takesKeys).filter(well).findFirst();
    if (first.isEmpty()) {
      availableSince = null;
      return;
    }
    availableSince = since(availableSince, sight);
    if (!left || sight.isRingEmpty() || sight.now() - availableSince >= times.returnAfter()) {
      active = first.get().asNode();
      left = false;
      forgetTimes();
    }
  }

  private void stay(CometNode current, List<CometEntry> entries, Sight sight) {
    List<CometEntry> willing = entries.stream().filter(CometEntry::takesKeys).toList();
    if (willing.isEmpty() && !entries.isEmpty()) {
      leave();
      return;
    }
    Optional<CometEntry> same = willing.stream().filter(entry -> entry.is(current)).findFirst();
    same.ifPresent(entry -> active = entry.asNode());
    Optional<CometEntry> well =
        willing.stream().filter(entry -> sight.health(entry.rpc()) != Health.FAILING).findFirst();
    boolean activeWell =
        same.isPresent() && (sight.isBlind() || sight.health(current.rpc()) != Health.FAILING);
    activeTroubledSince = activeWell ? null : since(activeTroubledSince, sight);
    boolean available = well.isPresent() || (sight.isBlind() && !willing.isEmpty());
    unavailableSince = available ? null : since(unavailableSince, sight);
    if (!available) {
      if (isOver(unavailableSince, sight) && !isVouchedFor(current, entries, sight)) {
        leave();
      }
    } else if (well.isPresent() && !activeWell && isToBeFollowed(current, entries, sight)) {
      active = well.get().asNode();
      activeTroubledSince = null;
    }
  }

  private boolean isToBeFollowed(CometNode current, List<CometEntry> entries, Sight sight) {
    Optional<CometEntry> same = entries.stream().filter(entry -> entry.is(current)).findFirst();
    if (same.isPresent() && !same.get().takesKeys()) {
      return true;
    }
    if (same.isEmpty() && !sight.isInGrace()) {
      return true;
    }
    return isOver(activeTroubledSince, sight) && !isVouchedFor(current, entries, sight);
  }

  /** Whether it is not registered only because ZooKeeper was away, and answers. */
  private static boolean isVouchedFor(CometNode current, List<CometEntry> entries, Sight sight) {
    return sight.isInGrace()
        && entries.stream().noneMatch(entry -> entry.is(current))
        && sight.health(current.rpc()) != Health.FAILING;
  }

  private boolean isOver(@Nullable Long since, Sight sight) {
    return since != null && sight.now() - since >= times.leaveAfter();
  }

  private static Long since(@Nullable Long before, Sight sight) {
    return before == null ? Long.valueOf(sight.now()) : before;
  }

  private void leave() {
    active = null;
    left = true;
    forgetTimes();
  }
}
