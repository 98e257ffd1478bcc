/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("mysql")
@DisplayName("the message service on MySQL, through its own driver")
class MySqlDriverMessageServiceIT extends SqlServiceContract {
  private static MySqlServer server;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    server = new MySqlServer(folder);
    String url =
        "jdbc:mysql://127.0.0.1:"
            + server.port()
            + "/halley?user=root&createDatabaseIfNotExist=true"
            + "&sessionVariables=transaction_isolation='READ-COMMITTED'";
    // by name: only the profile has it
    DataSource connections =
        Class.forName("com.mysql.cj.jdbc.MysqlDataSource")
            .asSubclass(DataSource.class)
            .getConstructor()
            .newInstance();
    connections.getClass().getMethod("setUrl", String.class).invoke(connections, url);
    database = new TestDatabase(url, connections);
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
    server.close();
  }
}
