/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on an H2 that others may use, too")
class H2ServerMessageServiceTest extends SqlServiceContract {
  private static Server server;
  private static JdbcConnectionPool connections;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws SQLException {
    server =
        Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
            .start();
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/messages;LOCK_TIMEOUT=20000";
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
    server.stop();
  }
}
