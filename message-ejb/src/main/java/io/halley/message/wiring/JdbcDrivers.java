/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.cluster.settings.SqlAccount;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * The JDBC drivers that come with the application. A driver registers itself with {@link
 * DriverManager}, which belongs to the JVM, as soon as its class is initialized, and stays there
 * with the application's class loader when the application is gone.
 */
final class JdbcDrivers {
  private static final System.Logger LOG = System.getLogger(JdbcDrivers.class.getName());

  private static final List<String> ON_BOARD =
      List.of("org.mariadb.jdbc.Driver", "org.postgresql.Driver");

  private JdbcDrivers() {}

  /**
   * Connects once to a database that answers, and closes that connection, so that all classes that
   * closing needs are loaded. Payara keeps the pool of an application that is gone, and closes its
   * connections when the next deployment makes the pool anew: the class loader is closed then, and
   * a class that is missing fails that deployment. Waits as long as the driver does by itself.
   *
   * @param application the loader of the application's libraries
   */
  static void rehearseClosing(SqlAccount account, ClassLoader application) {
    if (application == ClassLoader.getSystemClassLoader()) {
      return;
    }
    try {
      DriverManager.getConnection(account.url(), account.user(), account.password()).close();
    } catch (SQLException e) {
      // not its words, which may hold a password
      LOG.log(Level.DEBUG, "no further connection could be made: SQL state {0}", e.getSQLState());
    }
  }

  /**
   * Takes the application's drivers out of {@link DriverManager}, for good: their data sources
   * connect no more. Drivers of the server and of other applications stay, as do all where the
   * application's libraries are on the JVM's class path.
   *
   * @param application the loader of the application's libraries
   */
  static void deregister(ClassLoader application) {
    if (application == ClassLoader.getSystemClassLoader()) {
      return;
    }
    // a class is initialized once, so that nothing registers it after this: Payara does so, with
    // every driver that any application has registered, when it closes a class loader
    ON_BOARD.forEach(name -> initialize(name, application));
    // so does the first look, with those that have the name of anybody's driver
    var unused = DriverManager.getDrivers();
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == application) {
        try {
          DriverManager.deregisterDriver(driver);
        } catch (SQLException | SecurityException e) {
          LOG.log(
              Level.WARNING,
              "the driver "
                  + driver.getClass().getName()
                  + " stays registered, and the application in memory",
              e);
        }
      }
    }
  }

  private static void initialize(String driver, ClassLoader application) {
    try {
      Class.forName(driver, true, application);
    } catch (ClassNotFoundException e) {
      LOG.log(Level.DEBUG, "{0} is not on board", driver);
    }
  }
}
