/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.MessageSettings;
import io.halley.message.appending.AppendBatcher;
import io.halley.message.service.StoreExecutor;
import io.halley.message.service.StoredMessageService;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/**
 * One store with threads of its own: while it is slow or away, nobody waits who is not waiting for
 * it.
 */
final class StoreRuntime {
  private static final System.Logger LOG = System.getLogger(StoreRuntime.class.getName());

  private final OutageLog sweeps = new OutageLog(LOG, "Expired messages are deleted again");
  private final MessageStore store;
  private final AppendBatcher appends;
  private final StoreExecutor calls;
  private final MessageService service;
  private final int sweepSlice;
  private volatile boolean stopping;

  /**
   * Starts the threads.
   *
   * @param store closed when the source stops
   * @param clock tells the present moment, of which messages get their mids
   * @param threads makes threads that may call the store
   */
  StoreRuntime(
      MessageStore store, MessageSettings settings, InstantSource clock, ThreadFactory threads) {
    this.store = store;
    appends =
        new AppendBatcher(
            store,
            settings.saveLanes(),
            settings.saveBatch(),
            settings.saveQueue(),
            clock,
            threads);
    calls = new StoreExecutor(settings.readThreads(), settings.readQueue(), threads);
    service = new StoredMessageService(store, appends, calls);
    sweepSlice = settings.sweepSlice();
  }

  MessageService service() {
    return service;
  }

  /**
   * @throws StoreException if the store does not answer
   */
  void check() {
    store.check();
  }

  /** Deletes what is expired, a short transaction after the other. */
  void sweep() {
    try {
      int deleted = sweepSlice;
      while (deleted >= sweepSlice && !stopping) {
        deleted = store.deleteExpired(sweepSlice);
      }
      sweeps.worked();
    } catch (StoreException e) {
      sweeps.failed(() -> "Expired messages stay until the next sweep: " + e.getMessage());
    }
  }

  /** Finishes what is under way until the deadline, and closes the store. */
  void stop(Duration deadline) {
    stopping = true;
    try {
      boolean ended = appends.stop(deadline);
      ended &= calls.stop(deadline);
      if (!ended) {
        LOG.log(Level.WARNING, "{0} did not answer; calls of it are given up.", store.where());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.close();
    }
  }
}
