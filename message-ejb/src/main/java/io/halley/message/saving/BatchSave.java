/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.cluster.outage.OutageLog;
import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.MessageStore;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Saves one batch. A batch that the store refuses is halved until the messages at fault fail alone;
 * a store that cannot be reached fails the whole batch, so that callers learn of it soon. Safe for
 * any thread.
 */
final class BatchSave {
  private static final System.Logger LOG = System.getLogger(BatchSave.class.getName());

  private final MessageStore store;
  private final AtomicLong failures = new AtomicLong();
  private final OutageLog outage = new OutageLog(LOG, "Messages are saved again");

  BatchSave(MessageStore store) {
    this.store = store;
  }

  /**
   * Throws nothing.
   *
   * @return what became of each message, in the order of the batch
   */
  List<SaveOutcome> save(List<PendingSave> batch) {
    try {
      List<SaveOutcome> outcomes = store.save(batch.stream().map(PendingSave::message).toList());
      outage.worked();
      failures.addAndGet(outcomes.stream().filter(SaveOutcome.Plain.REFUSED::equals).count());
      return outcomes;
    } catch (BatchRefusedException e) {
      if (batch.size() == 1) {
        return fail(batch, e);
      }
      // the older half first: a key's messages stay in order
      List<SaveOutcome> outcomes = new ArrayList<>(save(batch.subList(0, batch.size() / 2)));
      outcomes.addAll(save(batch.subList(batch.size() / 2, batch.size())));
      return outcomes;
    } catch (RuntimeException e) {
      return fail(batch, e);
    }
  }

  /** How many messages failed since the start. */
  long failures() {
    return failures.get();
  }

  private List<SaveOutcome> fail(List<PendingSave> batch, RuntimeException failure) {
    failures.addAndGet(batch.size());
    if (failure instanceof BatchRefusedException) {
      LOG.log(Level.DEBUG, "A message was not saved: {0}", failure.getMessage());
    } else if (failure instanceof StoreException) {
      // once for an outage: the same sentence for every batch would hide the rest of the log
      outage.failed(() -> "Messages are not saved: " + failure.getMessage());
    } else {
      LOG.log(Level.ERROR, "A batch was not saved.", failure);
    }
    return Collections.nCopies(batch.size(), SaveOutcome.Plain.REFUSED);
  }
}
