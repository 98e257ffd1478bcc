/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbPoolDataSource;

@Tag("mysql")
@DisplayName("the message service on MySQL, through MariaDB's driver")
class MySqlMessageServiceIT extends SqlServiceContract {
  private static MySqlServer server;
  private static MariaDbPoolDataSource connections;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    server = new MySqlServer(folder);
    String url =
        "jdbc:mariadb://127.0.0.1:"
            + server.port()
            + "/halley?user=root&createDatabaseIfNotExist=true&transactionIsolation=READ_COMMITTED";
    connections = new MariaDbPoolDataSource(url);
    database = new TestDatabase(url, connections);
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    connections.close();
    server.close();
  }
}
