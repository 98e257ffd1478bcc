/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import java.lang.System.Logger.Level;
import java.util.List;

/**
 * One thread that saves what waits in one queue, all that is there at a time. While a batch is
 * being saved the next one gathers: the busier the store, the larger the batches.
 */
final class SaveLane implements Runnable {
  private static final System.Logger LOG = System.getLogger(SaveLane.class.getName());

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
      List<PendingSave> batch = queue.take(batchLimit);
      while (!batch.isEmpty()) {
        saver.save(batch);
        batch = queue.take(batchLimit);
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
}
