/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.Appended;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thread that appends what waits in one queue, all that is there at a time. While a batch is
 * being appended the next one gathers: the busier the store, the larger the batches.
 *
 * <p>Whom a batch answers often comes again at once. So the lane gives half of those that it knows
 * to be about, those that it answered and those that wait already, the time to join the next batch,
 * but no longer than the last batch took: while one half is appended, the other half's answers and
 * requests are on their way. A caller that is alone waits for nobody.
 */
final class AppendWorker implements Runnable {
  private static final System.Logger LOG = System.getLogger(AppendWorker.class.getName());

  /** A slow store needs no patience: while it appends, the next batch gathers by itself. */
  private static final long MOST_PATIENCE = Duration.ofMillis(2).toNanos();

  private final AppendQueue queue;
  private final BatchAppend store;
  private final int batchLimit;

  AppendWorker(AppendQueue queue, BatchAppend store, int batchLimit) {
    this.queue = queue;
    this.store = store;
    this.batchLimit = batchLimit;
  }

  /** Ends when the queue is closed and all of it is appended, or when the thread is interrupted. */
  @Override
  public void run() {
    try {
      List<PendingAppend> batch = queue.take(batchLimit, 1, 0);
      while (!batch.isEmpty()) {
        long begin = System.nanoTime();
        List<Optional<Appended>> answers = store.append(batch);
        long took = System.nanoTime() - begin;
        int half = (batch.size() + queue.size() + 1) / 2;
        answer(batch, answers);
        batch = queue.take(batchLimit, half, Math.min(took, MOST_PATIENCE));
      }
    } catch (InterruptedException e) {
      LOG.log(Level.WARNING, "A lane of appends was interrupted; what waits for it fails.");
      Thread.currentThread().interrupt();
    } finally {
      // whatever ended the lane, nobody waits for it in vain
      queue.close();
      queue.poll(Integer.MAX_VALUE).forEach(PendingAppend::fail);
    }
  }

  private static void answer(List<PendingAppend> batch, List<Optional<Appended>> answers) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).end(answers.get(i));
    }
  }
}
