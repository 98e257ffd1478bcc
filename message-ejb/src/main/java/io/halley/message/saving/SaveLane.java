/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.message.store.SaveOutcome;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * One thread that saves what waits in one queue, all that is there at a time. While a batch is
 * being saved the next one gathers: the busier the store, the larger the batches.
 *
 * <p>Whom a batch answers often comes again at once. So the lane gives half of those that it knows
 * to be about, those that it answered and those that wait already, the time to join the next batch,
 * but no longer than the last batch took: while one half is saved, the other half's answers and
 * requests are on their way. A caller that is alone waits for nobody.
 */
final class SaveLane implements Runnable {
  private static final System.Logger LOG = System.getLogger(SaveLane.class.getName());

  /** A slow store needs no patience: while it saves, the next batch gathers by itself. */
  private static final long MOST_PATIENCE = Duration.ofMillis(2).toNanos();

  private final SaveQueue queue;
  private final BatchSave saver;
  private final int batchLimit;

  SaveLane(SaveQueue queue, BatchSave saver, int batchLimit) {
    this.queue = queue;
    this.saver = saver;
    this.batchLimit = batchLimit;
  }

  /** Ends when the queue is closed and all of it is saved, or when the thread is interrupted. */
  @Override
  public void run() {
    try {
      List<PendingSave> batch = queue.take(batchLimit, 1, 0);
      while (!batch.isEmpty()) {
        long begin = System.nanoTime();
        List<SaveOutcome> outcomes = saver.save(batch);
        long took = System.nanoTime() - begin;
        int half = (batch.size() + queue.size() + 1) / 2;
        answer(batch, outcomes);
        batch = queue.take(batchLimit, half, Math.min(took, MOST_PATIENCE));
      }
    } catch (InterruptedException e) {
      LOG.log(Level.WARNING, "A lane of saves was interrupted; what waits for it fails.");
      Thread.currentThread().interrupt();
    } finally {
      // whatever ended the lane, nobody waits for it in vain
      queue.close();
      queue.poll(Integer.MAX_VALUE).forEach(PendingSave::fail);
    }
  }

  private static void answer(List<PendingSave> batch, List<SaveOutcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).end(outcomes.get(i));
    }
  }
}
