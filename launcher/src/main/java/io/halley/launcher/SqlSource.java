/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Databases whose data source class is known from the URL, so that nobody has to look it up. */
enum SqlSource {
  H2("jdbc:h2:", "org.h2.jdbcx.JdbcDataSource"),
  MARIADB("jdbc:mariadb:", "org.mariadb.jdbc.MariaDbDataSource"),
  POSTGRESQL("jdbc:postgresql:", "org.postgresql.ds.PGSimpleDataSource");

  private final String prefix;
  private final String dataSource;

  SqlSource(String prefix, String dataSource) {
    this.prefix = prefix;
    this.dataSource = dataSource;
  }

  /** The class of the data source that takes the URL; empty where it is not known. */
  static Optional<String> dataSourceOf(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(source -> lower.startsWith(source.prefix))
        .map(source -> source.dataSource)
        .findFirst();
  }

  /** Whether the URL names something else than the embedded database. */
  static boolean isServer(String url) {
    return !url.toLowerCase(Locale.ROOT).startsWith(H2.prefix);
  }

  /**
   * The URL as a driver that is on board takes it: a MySQL server is reached by MariaDB's driver,
   * which wants to be told so.
   */
  static String normalize(String url) {
    String mysql = "jdbc:mysql:";
    if (!url.toLowerCase(Locale.ROOT).startsWith(mysql)) {
      return url;
    }
    return "jdbc:mariadb:" + url.substring(mysql.length());
  }
}
