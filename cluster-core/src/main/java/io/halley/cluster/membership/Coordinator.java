/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

import io.halley.cluster.settings.ClusterSettings;
import io.halley.cluster.view.CometNode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Predicate;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;

/**
 * Stands for election, and serves a {@link Term} each time that it is elected. Meanwhile it asks
 * the ring's nodes how they are all the same: when the coordinator dies, its successor knows since
 * when that node does not answer, and its keys wait no longer for their new nodes than another's.
 */
final class Coordinator implements Candidacy {
  private static final System.Logger LOG = System.getLogger(Coordinator.class.getName());

  private final ZooKeeperConnection zookeeper;
  private final ClusterSettings settings;
  private final Deadlines deadlines;
  private final ViewWatch views;
  private final Predicate<List<String>> own;
  private final HealthRounds health;
  private final RingTimes times;
  private final ViewStore store;
  private final Migration migration;
  private final LeaderLatch latch;
  private final WorkThread thread = new WorkThread("halley-coordinator");
  private @Nullable Runnable unwatch;
  private @Nullable Term term; // the thread's own

  /**
   * @param own whether the RPC addresses are those of an instance in this process
   */
  Coordinator(
      ZooKeeperConnection zookeeper,
      ClusterSettings settings,
      Deadlines deadlines,
      ViewWatch views,
      NodeHealth health,
      ViewTeller teller,
      Predicate<List<String>> own) {
    this.zookeeper = zookeeper;
    this.settings = settings;
    this.deadlines = deadlines;
    this.views = views;
    this.own = own;
    times = RingTimes.of(settings, deadlines.beat());
    this.health =
        new HealthRounds(
            health,
            thread,
            System::nanoTime,
            deadlines.health().toNanos(),
            times.gap(),
            this::healthChanged);
    latch = new LeaderLatch(zookeeper.curator(), settings.viewRoot() + "/coordinator");
    store = new ViewStore(zookeeper.curator(), views.path());
    migration = new Migration(zookeeper, settings, deadlines, store, teller, latch::getOurPath);
  }

  void start() {
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
    unwatch = views.onChange(() -> thread.execute(this::viewChanged));
    thread.every(deadlines.beat(), this::beat);
    try {
      latch.start();
    } catch (Exception e) {
      throw new IllegalStateException("the election at " + zookeeper.address() + " failed", e);
    }
  }

  private void elected() {
    deposed();
    LOG.log(Level.INFO, "this node is the cluster's coordinator");
    term =
        new Term(
            thread,
            store,
            migration,
            views::view,
            times,
            health,
            changed -> new CometWatch(zookeeper, settings.cometRoot(), own, thread, changed));
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
          views.view().stream()
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
