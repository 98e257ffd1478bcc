/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometEntry;
import io.halley.cluster.zookeeper.CometWatch;
import io.halley.cluster.zookeeper.SerialExecutor;
import io.halley.cluster.zookeeper.ViewStore;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator does from its election until it is deposed: it looks at the registrations and
 * the nodes' health, and publishes the ring that follows. All on the coordinator's thread.
 */
final class LeadershipTerm implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LeadershipTerm.class.getName());

  private final OutageLog outage = new OutageLog(LOG, "views are published again");
  private final SerialExecutor thread;
  private final ViewStore store;
  private final Migration migration;
  private final Supplier<Optional<ClusterView>> known;
  private final RingTimeouts times;
  private final HealthMonitor health;
  private final CometWatch comets;
  private @Nullable RingPolicy rule;
  private Optional<ViewStore.Stored> stored = Optional.empty();
  private Optional<ClusterView> published = Optional.empty();
  private long highest;
  private boolean stale = true;
  private boolean reading;
  private boolean migrating;
  private boolean closed;

  /**
   * @param known the newest view that this process knows
   * @param health which this has asked, and that was asked before the term, too
   * @param comets makes the watch; its argument is what it calls at a change
   */
  LeadershipTerm(
      SerialExecutor thread,
      ViewStore store,
      Migration migration,
      Supplier<Optional<ClusterView>> known,
      RingTimeouts times,
      HealthMonitor health,
      Function<Runnable, CometWatch> comets) {
    this.thread = thread;
    this.store = store;
    this.migration = migration;
    this.known = known;
    this.times = times;
    this.health = health;
    this.comets = comets.apply(this::step);
  }

  /** Asks everybody how they are. */
  void beat() {
    if (comets.isLoaded()) {
      health.ask(
          Stream.concat(comets.entries().stream().map(CometEntry::rpc), ring().map(CometNode::rpc))
              .distinct()
              .toList());
    }
    step();
  }

  /** Somebody, and be it this one, changed what is published. */
  void viewChanged() {
    stale = true;
    step();
  }

  /** Somebody answers otherwise than before. */
  void healthChanged() {
    step();
  }

  private void step() {
    if (closed || !comets.isLoaded()) {
      return;
    }
    if (stale) {
      read();
      if (rule == null) {
        return;
      }
    }
    // also while something is read or published: the rule must not miss anything meanwhile
    List<CometEntry> entries = comets.entries();
    long now = System.nanoTime();
    if (rule == null) {
      rule = new RingPolicy(times, ringBefore(), entries, health::failingSince, now);
    }
    List<CometNode> ring = rule.look(entries, health::of, now);
    if (!stale && !migrating && isToBePublished(ring)) {
      publish(new ClusterView(highest + 1, ring), entries);
    }
  }

  private void read() {
    if (reading || migrating) {
      return;
    }
    reading = true;
    store.read().whenComplete((answer, failure) -> thread.execute(() -> wasRead(answer, failure)));
  }

  private void wasRead(Optional<ViewStore.Stored> answer, @Nullable Throwable failure) {
    reading = false;
    if (failure != null) {
      LOG.log(Level.INFO, "what is published was not read; the next beat tries again", failure);
      return;
    }
    stale = false;
    is(answer);
    known.get().ifPresent(view -> highest = Math.max(highest, view.version()));
    step();
  }

  private void is(Optional<ViewStore.Stored> now) {
    stored = now;
    published = now.flatMap(ViewStore.Stored::view);
    published.ifPresent(view -> highest = Math.max(highest, view.version()));
  }

  private Optional<ClusterView> ringBefore() {
    return published.filter(view -> view.version() >= highest).or(known);
  }

  private boolean isToBePublished(List<CometNode> ring) {
    if (published.isEmpty()) {
      return !ring.isEmpty() || highest > 0;
    }
    ClusterView view = published.get();
    return view.version() < highest || !Set.copyOf(view.nodes()).equals(Set.copyOf(ring));
  }

  private void publish(ClusterView view, List<CometEntry> entries) {
    migrating = true;
    migration
        .publish(view, stored, audience(entries))
        .whenComplete((outcome, failure) -> thread.execute(() -> wasPublished(outcome, failure)));
  }

  private Migration.Audience audience(List<CometEntry> entries) {
    List<CometNode> awaited = new ArrayList<>();
    List<CometNode> others = new ArrayList<>();
    for (CometEntry entry : entries) {
      (health.of(entry.rpc()) == Health.FAILING ? others : awaited).add(entry.asNode());
    }
    ring().filter(node -> entries.stream().noneMatch(e -> e.is(node))).forEach(others::add);
    return new Migration.Audience(awaited, others);
  }

  private Stream<CometNode> ring() {
    return rule == null
        ? known.get().stream().flatMap(view -> view.nodes().stream())
        : rule.ring().stream();
  }

  private void wasPublished(Optional<ViewStore.Stored> outcome, @Nullable Throwable failure) {
    migrating = false;
    if (closed) {
      return;
    }
    if (failure != null) {
      outage.failed(() -> "a view was not published; the next beat tries again", failure);
    } else if (outcome.isPresent()) {
      outage.worked();
    }
    if (failure != null || outcome.isEmpty()) {
      stale = true; // what is there is read first, at the next beat
      return;
    }
    is(outcome);
    step();
  }

  @Override
  public void close() {
    closed = true;
    comets.close();
  }
}
