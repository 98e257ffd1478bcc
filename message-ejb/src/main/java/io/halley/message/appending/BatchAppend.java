/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Mid;
import io.halley.cluster.outage.OutageLog;
import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends one batch. A batch that the store refuses is halved until the messages at fault fail
 * alone; a store that cannot be reached fails the whole batch, so that callers learn of it soon.
 * Safe for any thread.
 */
final class BatchAppend {
  private static final System.Logger LOG = System.getLogger(BatchAppend.class.getName());

  private final MessageStore store;
  private final InstantSource clock;
  private final AtomicLong failures = new AtomicLong();
  private final OutageLog outage = new OutageLog(LOG, "Messages are appended again");

  /**
   * @param clock tells the present moment, which gives the messages of a batch their mid
   */
  BatchAppend(MessageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Throws nothing.
   *
   * @return what each log answers, in the order of the batch
   */
  List<Optional<Appended>> append(List<PendingAppend> batch) {
    long tick = Mid.at(clock.instant());
    try {
      List<Optional<Appended>> answers =
          store.append(batch.stream().map(append -> append.at(tick)).toList());
      outage.worked();
      failures.addAndGet(answers.stream().filter(Optional::isEmpty).count());
      return answers;
    } catch (BatchRefusedException e) {
      if (batch.size() == 1) {
        return fail(batch, e);
      }
      // the older half first: a key's messages stay in order
      List<Optional<Appended>> answers =
          new ArrayList<>(append(batch.subList(0, batch.size() / 2)));
      answers.addAll(append(batch.subList(batch.size() / 2, batch.size())));
      return answers;
    } catch (RuntimeException e) {
      return fail(batch, e);
    }
  }

  /** How many messages failed since the start. */
  long failures() {
    return failures.get();
  }

  private List<Optional<Appended>> fail(List<PendingAppend> batch, RuntimeException failure) {
    failures.addAndGet(batch.size());
    if (failure instanceof BatchRefusedException) {
      LOG.log(Level.DEBUG, "A message was not appended: {0}", failure.getMessage());
    } else if (failure instanceof StoreException) {
      // once for an outage: the same sentence for every batch would hide the rest of the log
      outage.failed(() -> "Messages are not appended: " + failure.getMessage());
    } else {
      LOG.log(Level.ERROR, "A batch was not appended.", failure);
    }
    return Collections.nCopies(batch.size(), Optional.empty());
  }
}
