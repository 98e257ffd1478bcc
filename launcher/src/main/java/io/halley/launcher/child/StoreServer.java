/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.tools.Server;

/**
 * An H2 database that several message nodes share, on loopback; it ends with its parent. A commit
 * is on disk before it is answered. Clients cannot make other databases, and need the password.
 */
public final class StoreServer {
  /** Where the password is found in the environment: where message nodes find it as well. */
  public static final String PASSWORD = "HALLEY_SQL_PASSWORD";

  /** The database's user. */
  public static final String USER = "sa";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String DATABASE = "messages";

  private StoreServer() {}

  /** The database as clients reach it. */
  public static String url(int port) {
    return "jdbc:h2:tcp://" + LOOPBACK + ":" + port + "/" + DATABASE + ";WRITE_DELAY=0";
  }

  /**
   * Serves until the process ends, when the database closes itself.
   *
   * @param arguments the port, and the directory of the database
   */
  public static void main(String[] arguments) throws SQLException {
    Lifeline.hold(System.in);
    String port = arguments[0];
    String directory = arguments[1];
    // H2 reads it when it is first used; its server would bind every address
    System.setProperty("h2.bindAddress", LOOPBACK);
    // made here, and kept open by DB_CLOSE_DELAY
    Connection first =
        DriverManager.getConnection(
            "jdbc:h2:file:" + directory + "/" + DATABASE + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1",
            USER,
            System.getenv(PASSWORD));
    first.close();
    Server.createTcpServer("-tcpPort", port, "-baseDir", directory).start();
    Ready.say(url(Integer.parseInt(port)));
  }
}
