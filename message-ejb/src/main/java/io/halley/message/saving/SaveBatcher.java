/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoredMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/**
 * Joins the saves of all callers into batches. A key belongs to one of some lanes, each with a
 * bounded queue and a thread, so that a key's messages are saved in the order in which they were
 * given. Stages end on a lane's thread, which the next batch waits for.
 */
public final class SaveBatcher {
  private static final System.Logger LOG = System.getLogger(SaveBatcher.class.getName());

  private final List<SaveQueue> queues;
  private final List<Thread> threads = new ArrayList<>();
  private final BatchSave saver;
  private final int batchLimit;

  /**
   * Starts the lanes.
   *
   * @param lanes batches that are saved at a time
   * @param batchLimit messages in a batch at the most
   * @param queueLimit messages that wait for a lane at the most
   * @param factory makes the lanes' threads, which must be allowed to call the store
   */
  public SaveBatcher(
      MessageStore store, int lanes, int batchLimit, int queueLimit, ThreadFactory factory) {
    this.batchLimit = batchLimit;
    saver = new BatchSave(store);
    queues = IntStream.range(0, lanes).mapToObj(lane -> new SaveQueue(queueLimit)).toList();
    for (SaveQueue queue : queues) {
      Thread thread = factory.newThread(new SaveLane(queue, saver, batchLimit));
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Returns at once. A key whose lane is full, or that is given after the stop, fails.
   *
   * @param pushId the push that the message comes from, or {@link
   *     io.halley.cluster.rpc.Push#UNREPEATED}
   * @param recipients with distinct keys
   * @return the keys for which the message was not saved, and what it met; for all others it is
   *     durable
   */
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    if (recipients.isEmpty()) {
      return CompletableFuture.completedStage(SaveResult.done());
    }
    SaveCall call = new SaveCall(recipients.size());
    for (Recipient to : ordered(recipients)) {
      PendingSave save =
          new PendingSave(
              new StoredMessage(to.key(), to.mid(), expiresAt, message, pushId, to.known()), call);
      if (!queueOf(to.key()).offer(save)) {
        save.fail();
      }
    }
    return call.answer();
  }

  /** How many messages the store did not take since the start. */
  public long failures() {
    return saver.failures();
  }

  /**
   * Refuses new saves, lets the lanes save what waits, and fails what they have not begun by the
   * deadline. A lane is never interrupted: an embedded database closes its file when its caller is.
   *
   * @return whether every lane has ended, so that the store may be closed
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    queues.forEach(SaveQueue::close);
    long end = System.nanoTime() + deadline.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }
    List<PendingSave> late = new ArrayList<>();
    queues.forEach(queue -> late.addAll(queue.poll(Integer.MAX_VALUE)));
    if (!late.isEmpty()) {
      LOG.log(Level.WARNING, "{0} messages were still unsaved at the stop and fail.", late.size());
      late.forEach(PendingSave::fail);
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** What takes several batches goes by key: each then touches its own part of an index. */
  private List<Recipient> ordered(List<Recipient> recipients) {
    return recipients.size() <= batchLimit
        ? recipients
        : recipients.stream().sorted(Comparator.comparing(to -> to.key().value())).toList();
  }

  private SaveQueue queueOf(Key key) {
    int hash = key.value().hashCode();
    return queues.get(Math.floorMod(hash ^ (hash >>> 16), queues.size()));
  }
}
