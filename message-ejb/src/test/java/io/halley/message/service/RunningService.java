/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.appending.AppendBatcher;
import io.halley.message.store.MessageStore;
import java.time.Duration;
import java.time.InstantSource;

/** The service on a store, as the container would run it, until it is stopped. */
public final class RunningService {
  private final MessageStore store;
  private final AppendBatcher appends;
  private final StoreExecutor calls;

  public RunningService(MessageStore store, InstantSource clock) {
    this.store = store;
    appends = new AppendBatcher(store, 2, 256, 10_000, clock, Thread::new);
    calls = new StoreExecutor(4, 1_000, Thread::new);
  }

  public MessageService service() {
    return new StoredMessageService(store, appends, calls);
  }

  public void stop() throws InterruptedException {
    appends.stop(Duration.ofSeconds(10));
    calls.stop(Duration.ofSeconds(10));
    store.close();
  }
}
