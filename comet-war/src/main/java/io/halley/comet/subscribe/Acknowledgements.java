/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.grpc.SynchronizationContext;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Key;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hands what clients have to the message service. One batch is on its way at a time; what comes
 * meanwhile makes the next one, a key's highest mid only. What fails, or finds no room, is left:
 * the client's next acknowledgement says the same and more. Safe for any thread; nothing blocks.
 */
final class Acknowledgements {
  private static final Logger LOG = System.getLogger(Acknowledgements.class.getName());
  private static final int BATCH = 256;

  private final OutageLog outage =
      new OutageLog(LOG, "what clients acknowledge is forgotten again");
  private final MessageService messages;
  private final int most;
  private final SynchronizationContext turns =
      new SynchronizationContext(
          (thread, failure) ->
              LOG.log(Level.ERROR, "an acknowledgement failed unexpectedly", failure));

  /** For turns only, as what follows. */
  private final Map<Key, Long> waiting = new LinkedHashMap<>();

  private boolean sending;

  /**
   * @param most keys that may wait
   */
  Acknowledgements(MessageService messages, int most) {
    this.messages = messages;
    this.most = most;
  }

  /** A client of the key has all messages up to the mid. */
  void add(Key key, long mid) {
    turns.execute(
        () -> {
          if (waiting.size() < most || waiting.containsKey(key)) {
            waiting.merge(key, mid, Math::max);
          }
          send();
        });
  }

  private void send() {
    if (sending || waiting.isEmpty()) {
      return;
    }
    sending = true;
    var unused =
        ask(nextBatch()).whenComplete((done, failure) -> turns.execute(() -> sent(failure)));
  }

  private void sent(@Nullable Throwable failure) {
    sending = false;
    if (failure == null) {
      outage.worked();
    } else {
      outage.failed(() -> "what clients acknowledged was not forgotten: " + failure.getMessage());
    }
    send();
  }

  private List<Acknowledgement> nextBatch() {
    List<Acknowledgement> batch = new ArrayList<>();
    Iterator<Map.Entry<Key, Long>> entries = waiting.entrySet().iterator();
    while (entries.hasNext() && batch.size() < BATCH) {
      Map.Entry<Key, Long> entry = entries.next();
      batch.add(new Acknowledgement(entry.getKey(), entry.getValue()));
      entries.remove();
    }
    return batch;
  }

  private CompletionStage<Void> ask(List<Acknowledgement> batch) {
    try {
      return messages.acknowledge(batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
