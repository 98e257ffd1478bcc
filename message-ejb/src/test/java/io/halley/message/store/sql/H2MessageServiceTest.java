/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on H2 in a file")
class H2MessageServiceTest extends SqlServiceContract {
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
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() {
    database.close();
    connections.dispose();
  }
}
