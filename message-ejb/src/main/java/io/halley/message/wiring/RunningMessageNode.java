/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.message.MidClock;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.node.Presence;
import io.halley.cluster.settings.MessageSettings;
import io.halley.cluster.settings.Settings;
import io.halley.message.saving.SaveBatcher;
import io.halley.message.service.BlockingCalls;
import io.halley.message.service.StoredMessageService;
import io.halley.message.store.MessageStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The parts of a message node, from their start to their stop. */
final class RunningMessageNode {
  private static final System.Logger LOG = System.getLogger(RunningMessageNode.class.getName());
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final MessageStore store;
  private final SaveBatcher saves;
  private final BlockingCalls calls;
  private final Cluster cluster;
  private final int sweepSlice;
  private @Nullable Presence presence;
  private volatile boolean stopping;

  private RunningMessageNode(
      MessageStore store, SaveBatcher saves, BlockingCalls calls, Cluster cluster, int sweepSlice) {
    this.store = store;
    this.saves = saves;
    this.calls = calls;
    this.cluster = cluster;
    this.sweepSlice = sweepSlice;
  }

  /**
   * Starts everything over a store that is open, and announces the node to the cluster. What throws
   * has closed the store, and ended what was begun.
   *
   * @param store closed when the node stops
   * @param threads makes threads that may call the store
   * @throws io.halley.cluster.membership.MembershipException if the cluster cannot be joined
   * @throws java.io.UncheckedIOException if the address of the RPC service cannot be bound
   */
  static RunningMessageNode start(Settings settings, MessageStore store, ThreadFactory threads) {
    Cluster cluster;
    try {
      cluster = Cluster.open(settings);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    MessageSettings message = settings.message();
    SaveBatcher saves =
        new SaveBatcher(
            store, message.saveLanes(), message.saveBatch(), message.saveQueue(), threads);
    BlockingCalls calls = new BlockingCalls(message.readThreads(), message.readQueue(), threads);
    MidClock mids = new MidClock(InstantSource.system());
    StoredMessageService service = new StoredMessageService(store, saves, calls, mids);
    RunningMessageNode node =
        new RunningMessageNode(store, saves, calls, cluster, message.sweepSlice());
    try {
      Presence presence = cluster.serveMessages(service);
      node.presence = presence;
      presence.announce();
      return node;
    } catch (RuntimeException e) {
      node.stop();
      throw e;
    }
  }

  MessageStore store() {
    return store;
  }

  /** Deletes what is expired, a short transaction after the other. */
  void sweep() {
    int deleted = sweepSlice;
    while (deleted >= sweepSlice && !stopping) {
      deleted = store.deleteExpired(sweepSlice);
    }
  }

  /** Takes no new calls, finishes what is under way, and returns when all of it has ended. */
  void stop() {
    stopping = true;
    if (presence != null) {
      presence.close();
    }
    try {
      boolean ended = saves.stop(STOP_WITHIN);
      ended &= calls.stop(STOP_WITHIN);
      if (!ended) {
        LOG.log(Level.WARNING, "{0} did not answer; calls of it are given up.", store.where());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.close();
      cluster.close();
    }
  }
}
