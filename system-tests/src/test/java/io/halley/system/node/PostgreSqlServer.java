/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL that asks for passwords, with a user and a database of the user's. */
public final class PostgreSqlServer implements AutoCloseable {
  /** The user's name and the database's. */
  public static final String USER = "halley";

  private static final String PASSWORD = "a-password";

  private final EmbeddedPostgres server;

  private PostgreSqlServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts PostgreSQL on loopback with a folder for its data, and waits until it answers. */
  public static PostgreSqlServer start(Path folder) {
    Path data = folder.resolve("data");
    Redirect log = Redirect.appendTo(folder.resolve("postgresql.log").toFile());
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(folder.resolve("base").toFile())
              .setDataDirectory(data)
              .setServerConfig("unix_socket_directories", "")
              .setPGStartupWait(Duration.ofMinutes(1))
              .setErrorRedirector(log)
              .setOutputRedirector(log)
              .start();
      PostgreSqlServer started = new PostgreSqlServer(server);
      // the first line that fits a user is the one that counts
      Path rules = data.resolve("pg_hba.conf");
      Files.writeString(
          rules, "host all " + USER + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
      started.execute(
          "select pg_reload_conf()",
          "create user " + USER + " password '" + PASSWORD + "'",
          "create database " + USER + " owner " + USER);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The user's. */
  public String password() {
    return PASSWORD;
  }

  /** What a node is told of a database, for the user with this password. */
  public String[] options(String database, String password) {
    return new String[] {
      "--store",
      "sql",
      "-Dhalley.sql.url=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
      "-Dhalley.sql.user=" + USER,
      "-Dhalley.sql.password=" + password
    };
  }

  /** Runs statements as the superuser. */
  public void execute(String... statements) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : List.of(statements)) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
