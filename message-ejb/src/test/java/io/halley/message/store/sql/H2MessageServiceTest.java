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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on H2 in a file")
class H2MessageServiceTest extends MessageServiceContract
    implements ConflictContract, BatchConflictContract, SchemaContract {
  private static JdbcConnectionPool connections;
  private static TestDatabase database;

  private final List<MessageStore> stores = new ArrayList<>();
  private final List<MessageService> nodes = new ArrayList<>();

  @BeforeAll
  static void open(@TempDir Path folder) {
    String url =
        "jdbc:h2:file:" + folder.resolve("messages") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    connections = JdbcConnectionPool.create(url, "sa", "");
    database = new TestDatabase(url, connections);
  }

  @Override
  protected MessageService service(MutableClock clock) {
    for (int i = 0; i < 2; i++) {
      MessageStore store = database.open(new Retention(clock, CAP, TOKEN_LIFE));
      stores.add(store);
      RunningService running = new RunningService(store, clock);
      afterTest(running::stop);
      nodes.add(running.service());
    }
    return nodes.get(0);
  }

  @Override
  public List<MessageService> nodes() {
    return nodes;
  }

  @Override
  public MessageStore store() {
    return stores.get(0);
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() {
    database.close();
    connections.dispose();
  }
}
