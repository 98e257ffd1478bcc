/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometEntry;
import io.halley.cluster.zookeeper.CometInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A coordinator's rule with a clock, registrations and health that a test sets. */
final class Watcher {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final long LEAVE = 5 * SECOND;
  static final long RETURN = 10 * SECOND;
  static final long SESSION = 6 * SECOND;
  private static final long BEGIN = 17;
  static final RingTimeouts TIMES = new RingTimeouts(LEAVE, RETURN, SESSION + LEAVE, 3 * SECOND);

  private final RingPolicy rule;
  private final List<CometEntry> entries = new ArrayList<>();
  private final Map<List<String>, Health> health = new HashMap<>();
  private long now = BEGIN;

  private Watcher(
      Optional<ClusterView> published,
      List<CometEntry> registered,
      Map<List<String>, Long> failingSince) {
    rule =
        new RingPolicy(
            TIMES, published, registered, rpc -> Optional.ofNullable(failingSince.get(rpc)), now);
    registered.forEach(this::add);
  }

  static Watcher ofANewCluster() {
    return new Watcher(Optional.empty(), List.of(), Map.of());
  }

  static Watcher elected(List<CometEntry> ring, List<CometEntry> registered) {
    return elected(ring, registered, Map.of());
  }

  /**
   * @param failing for how many seconds an instance has failed before the election
   */
  static Watcher elected(
      List<CometEntry> ring, List<CometEntry> registered, Map<String, Double> failing) {
    Map<List<String>, Long> since = new HashMap<>();
    failing.forEach(
        (name, seconds) -> since.put(List.of(name + ":1"), BEGIN - (long) (seconds * SECOND)));
    return new Watcher(
        Optional.of(new ClusterView(9, ring.stream().map(CometEntry::asNode).toList())),
        registered,
        since);
  }

  /** An instance, by its node's name and a letter of its own: {@code a/x}. */
  static CometEntry instance(String name, int weight, boolean own) {
    String[] parts = name.split("/", 2);
    return new CometEntry(
        parts[0], own, new CometInstance(List.of(name + ":1"), List.of(), List.of(), weight));
  }

  static CometEntry instance(String name) {
    return instance(name, 1, false);
  }

  Watcher register(String... names) {
    for (String name : names) {
      add(instance(name));
    }
    return this;
  }

  /** At the end of its line, or in the place that it has. */
  Watcher add(CometEntry entry) {
    int place = 0;
    while (place < entries.size() && !entries.get(place).rpc().equals(entry.rpc())) {
      place++;
    }
    if (place < entries.size()) {
      entries.set(place, entry);
    } else {
      entries.add(entry);
    }
    entries.sort(Comparator.comparing(CometEntry::node));
    return this;
  }

  Watcher gone(String... names) {
    for (String name : names) {
      entries.removeIf(entry -> entry.rpc().equals(List.of(name + ":1")));
    }
    return this;
  }

  Watcher fails(String... names) {
    return set(Health.FAILING, names);
  }

  Watcher serves(String... names) {
    return set(Health.SERVING, names);
  }

  private Watcher set(Health state, String... names) {
    for (String name : names) {
      health.put(List.of(name + ":1"), state);
    }
    return this;
  }

  /** The active instances after so many seconds, looked at several times a second. */
  List<String> after(double seconds) {
    long end = now + (long) (seconds * SECOND);
    look();
    while (now < end) {
      now = Math.min(end, now + SECOND / 4);
      look();
    }
    return ring();
  }

  /** The same where nobody looked in between. */
  List<String> afterAPauseOf(double seconds) {
    now += (long) (seconds * SECOND);
    look();
    return ring();
  }

  private void look() {
    rule.look(List.copyOf(entries), rpc -> health.getOrDefault(rpc, Health.UNKNOWN), now);
  }

  List<String> ring() {
    return rule.ring().stream()
        .map(CometNode::rpc)
        .map(rpc -> rpc.get(0).substring(0, rpc.get(0).length() - 2))
        .toList();
  }

  List<CometNode> nodes() {
    return rule.ring();
  }
}
