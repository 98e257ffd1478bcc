/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.Membership;
import io.halley.cluster.zookeeper.SerialExecutor;
import io.halley.cluster.zookeeper.ViewStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;

/**
 * Stands for election, and serves a {@link LeadershipTerm} each time that it is elected. Meanwhile
 * it asks the ring's nodes how they are all the same: when the coordinator dies, its successor
 * knows since when that node does not answer, and its keys wait no longer for their new nodes than
 * another's.
 */
final class Coordinator implements LeaderCandidate {
  private static final System.Logger LOG = System.getLogger(Coordinator.class.getName());

  private final Membership membership;
  private final CoordinatorDeadlines deadlines;
  private final HealthMonitor health;
  private final RingTimeouts times;
  private final ViewStore store;
  private final Migration migration;
  private final LeaderLatch latch;
  private final SerialExecutor thread = new SerialExecutor("halley-coordinator");
  private @Nullable Runnable unwatch;
  private @Nullable LeadershipTerm term; // the thread's own

  private Coordinator(
      Membership membership,
      CoordinatorDeadlines deadlines,
      NodeHealth health,
      ViewNotifier teller) {
    this.membership = membership;
    this.deadlines = deadlines;
    times = RingTimeouts.of(membership.settings(), deadlines.beat());
    this.health =
        new HealthMonitor(
            health,
            thread,
            System::nanoTime,
            deadlines.health().toNanos(),
            times.gap(),
            this::healthChanged);
    latch = membership.election();
    store = membership.viewStore();
    migration =
        new Migration(membership.migrateLock(), deadlines, store, teller, latch::getOurPath);
  }

  /** As {@link LeaderCandidate#stand}, with deadlines of the caller's. */
  static LeaderCandidate stand(
      Membership membership,
      CoordinatorDeadlines deadlines,
      NodeHealth health,
      ViewNotifier teller) {
    Coordinator coordinator = new Coordinator(membership, deadlines, health, teller);
    membership.onClose(coordinator::close);
    coordinator.start();
    return coordinator;
  }

  private void start() {
    latch.addListener(
        new LeaderLatchListener() {
          @Override
          public void isLeader() {
            elected();
          }

          @Override
          public void notLeader() {
            deposed();
          }
        },
        thread);
    unwatch = membership.onViewChange(() -> thread.execute(this::viewChanged));
    thread.every(deadlines.beat(), this::beat);
    try {
      latch.start();
    } catch (Exception e) {
      throw new IllegalStateException("the election at " + address() + " failed", e);
    }
  }

  private String address() {
    return membership.settings().zookeeper().orElseThrow();
  }

  private void elected() {
    deposed();
    LOG.log(Level.INFO, "this node is the cluster's coordinator");
    term =
        new LeadershipTerm(
            thread,
            store,
            migration,
            membership::view,
            times,
            health,
            changed -> membership.watchComets(thread, changed));
  }

  private void deposed() {
    if (term != null) {
      LOG.log(Level.INFO, "this node is the cluster's coordinator no more");
      term.close();
      term = null;
    }
  }

  private void beat() {
    if (term != null) {
      term.beat();
    } else {
      health.ask(
          membership.view().stream()
              .flatMap(view -> view.nodes().stream())
              .map(CometNode::rpc)
              .toList());
    }
  }

  private void healthChanged() {
    if (term != null) {
      term.healthChanged();
    }
  }

  private void viewChanged() {
    if (term != null) {
      term.viewChanged();
    }
  }

  @Override
  public boolean isElected() {
    return latch.hasLeadership();
  }

  @Override
  public void close() {
    if (latch.getState() != LeaderLatch.State.STARTED) {
      return;
    }
    if (unwatch != null) {
      unwatch.run();
    }
    try {
      latch.close();
    } catch (IOException e) {
      LOG.log(Level.INFO, "the candidacy ends with the session", e);
    }
    thread.execute(this::deposed);
    migration.close();
    thread.finish();
  }
}
