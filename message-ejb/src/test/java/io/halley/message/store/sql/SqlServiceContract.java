/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.message.store.BatchConflictContract;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.testkit.message.ConflictContract;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.List;

/** What two message nodes on one relational database do. A subclass gives the database. */
abstract class SqlServiceContract extends MessageServiceContract
    implements ConflictContract, BatchConflictContract, SchemaContract {
  private final List<MessageStore> stores = new ArrayList<>();
  private final List<MessageService> nodes = new ArrayList<>();

  @Override
  protected final MessageService service(MutableClock clock) {
    for (int i = 0; i < 2; i++) {
      MessageStore store = database().open(new Retention(clock, CAP, TOKEN_LIFE));
      stores.add(store);
      RunningService running = new RunningService(store, clock);
      afterTest(running::stop);
      nodes.add(running.service());
    }
    return nodes.get(0);
  }

  @Override
  public final List<MessageService> nodes() {
    return nodes;
  }

  @Override
  public final MessageStore store() {
    return stores.get(0);
  }
}
