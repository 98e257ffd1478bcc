/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.MessageStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/**
 * Joins the appends of all callers into batches. A key belongs to one of some lanes, each with a
 * bounded queue and a thread, so that a key's messages are appended in the order in which they were
 * given. Stages end on a lane's thread, which the next batch waits for.
 */
public final class AppendBatcher {
  private static final System.Logger LOG = System.getLogger(AppendBatcher.class.getName());

  private final List<AppendQueue> queues;
  private final List<Thread> threads = new ArrayList<>();
  private final BatchAppend appends;
  private final int batchLimit;

  /**
   * Starts the lanes.
   *
   * @param lanes batches that are appended at a time
   * @param batchLimit messages in a batch at the most
   * @param queueLimit messages that wait for a lane at the most
   * @param clock tells the present moment, which gives the messages of a batch their mid
   * @param factory makes the lanes' threads, which must be allowed to call the store
   */
  public AppendBatcher(
      MessageStore store,
      int lanes,
      int batchLimit,
      int queueLimit,
      InstantSource clock,
      ThreadFactory factory) {
    this.batchLimit = batchLimit;
    appends = new BatchAppend(store, clock);
    queues = IntStream.range(0, lanes).mapToObj(lane -> new AppendQueue(queueLimit)).toList();
    for (AppendQueue queue : queues) {
      Thread thread = factory.newThread(new AppendWorker(queue, appends, batchLimit));
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Returns at once. A key whose lane is full, or that is given after the stop, fails.
   *
   * @param targets with distinct keys
   * @return what each log answers; the message was not appended for keys that are not named
   */
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    if (targets.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    AppendCall call = new AppendCall(targets.size());
    for (AppendTarget to : ordered(targets)) {
      PendingAppend append = new PendingAppend(to, entry, call);
      if (!queueOf(to.key()).offer(append)) {
        append.fail();
      }
    }
    return call.answer();
  }

  /** How many messages the store did not take since the start. */
  public long failures() {
    return appends.failures();
  }

  /**
   * Refuses new appends, lets the lanes append what waits, and fails what they have not begun by
   * the deadline. A lane is never interrupted: an embedded database closes its file when its caller
   * is.
   *
   * @return whether every lane has ended, so that the store may be closed
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    queues.forEach(AppendQueue::close);
    long end = System.nanoTime() + deadline.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }
    List<PendingAppend> late = new ArrayList<>();
    queues.forEach(queue -> late.addAll(queue.poll(Integer.MAX_VALUE)));
    if (!late.isEmpty()) {
      LOG.log(
          Level.WARNING, "{0} messages were still not appended at the stop and fail.", late.size());
      late.forEach(PendingAppend::fail);
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** What takes several batches goes by key: each then touches its own part of an index. */
  private List<AppendTarget> ordered(List<AppendTarget> targets) {
    return targets.size() <= batchLimit
        ? targets
        : targets.stream().sorted(Comparator.comparing(to -> to.key().value())).toList();
  }

  private AppendQueue queueOf(Key key) {
    int hash = key.value().hashCode();
    return queues.get(Math.floorMod(hash ^ (hash >>> 16), queues.size()));
  }
}
