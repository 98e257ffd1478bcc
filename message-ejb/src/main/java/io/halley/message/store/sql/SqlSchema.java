/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The tables, from one script a database. A script makes what is not there and changes nothing that
 * is; any number of nodes may run it.
 */
final class SqlSchema {
  private SqlSchema() {}

  static void apply(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(scriptFor(connection.getMetaData()))) {
        statement.execute(sql);
      }
    }
  }

  /** The MySQL driver calls a MariaDB server MySQL too, but its version tells. */
  private static String scriptFor(DatabaseMetaData database) throws SQLException {
    String product = database.getDatabaseProductName().toLowerCase(Locale.ROOT);
    String version = database.getDatabaseProductVersion().toLowerCase(Locale.ROOT);
    if (product.contains("mariadb") || version.contains("mariadb")) {
      return "mariadb.sql";
    }
    return switch (product) {
      case "h2" -> "h2.sql";
      case "mysql" -> "mysql.sql";
      case "postgresql" -> "postgresql.sql";
      default ->
          throw new SQLException(
              "the message store runs on H2, MariaDB, MySQL and PostgreSQL, not on "
                  + database.getDatabaseProductName());
    };
  }

  private static List<String> statements(String script) {
    try (InputStream text = SqlSchema.class.getResourceAsStream(script)) {
      if (text == null) {
        throw new IllegalStateException("the module lacks its script " + script);
      }
      String sql =
          new String(text.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
      return Arrays.stream(sql.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the module's script " + script + " cannot be read", e);
    }
  }
}
