/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on PostgreSQL")
class PostgreSqlMessageServiceIT extends SqlServiceContract {
  private static EmbeddedPostgres server;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    Redirect log = Redirect.appendTo(folder.resolve("postgresql.log").toFile());
    server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("base").toFile())
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("unix_socket_directories", "")
            .setPGStartupWait(Duration.ofMinutes(1))
            .setErrorRedirector(log)
            .setOutputRedirector(log)
            .start();
    database =
        new TestDatabase(server.getJdbcUrl("postgres", "postgres"), server.getPostgresDatabase());
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() throws IOException {
    database.close();
    server.close();
  }
}
