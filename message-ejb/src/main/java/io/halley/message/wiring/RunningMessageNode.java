/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.grpc.Server;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcServer;
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

/** The parts of a message node, from their start to their stop. */
final class RunningMessageNode {
  private static final System.Logger LOG = System.getLogger(RunningMessageNode.class.getName());
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final MessageStore store;
  private final SaveBatcher saves;
  private final BlockingCalls calls;
  private final Server rpc;
  private final int sweepSlice;
  private volatile boolean stopping;

  private RunningMessageNode(
      MessageStore store, SaveBatcher saves, BlockingCalls calls, Server rpc, int sweepSlice) {
    this.store = store;
    this.saves = saves;
    this.calls = calls;
    this.rpc = rpc;
    this.sweepSlice = sweepSlice;
  }

  /**
   * Starts everything over a store that is open.
   *
   * @param threads makes threads that may call the store
   */
  static RunningMessageNode start(Settings settings, MessageStore store, ThreadFactory threads) {
    MessageSettings message = settings.message();
    SaveBatcher saves =
        new SaveBatcher(
            store, message.saveLanes(), message.saveBatch(), message.saveQueue(), threads);
    BlockingCalls calls = new BlockingCalls(message.readThreads(), message.readQueue(), threads);
    MidClock mids = new MidClock(InstantSource.system());
    StoredMessageService service = new StoredMessageService(store, saves, calls, mids);
    Server rpc =
        InProcessRpc.serve(
            InProcessRpc.messageName(settings.node()), new MessageRpcServer(service));
    return new RunningMessageNode(store, saves, calls, rpc, message.sweepSlice());
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
    InProcessRpc.stop(rpc);
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
    }
  }
}
