/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.message.store.Retention;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** One node, for nobody else may use its file. */
@DisplayName("the message service on H2 in a file")
class H2MessageServiceTest extends MessageServiceContract
    implements SchemaContract, RemovalsContract {
  private static JdbcConnectionPool connections;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) {
    String url =
        "jdbc:h2:file:" + folder.resolve("messages") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    connections = JdbcConnectionPool.create(url, "sa", "");
    database = new TestDatabase(url, connections);
  }

  @Override
  protected MessageService service(MutableClock clock) {
    RunningService running =
        new RunningService(database.open(new Retention(clock, CAP, TOKEN_LIFE)), clock);
    afterTest(running::stop);
    return running.service();
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
