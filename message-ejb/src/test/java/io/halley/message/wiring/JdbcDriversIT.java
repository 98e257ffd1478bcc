/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.halley.cluster.settings.SqlAccount;
import io.halley.testkit.memory.IsolatedClasses;
import io.halley.testkit.process.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On MariaDB, whose driver loads classes as late as for the first connection that is closed. */
class JdbcDriversIT {
  private static MariaDbServer server;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = MariaDbServer.start(folder);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** An application that has a connection, which the server's pool keeps. */
  static final class Application implements Function<String, Connection> {
    @Override
    public Connection apply(String url) {
      ClassLoader own = Application.class.getClassLoader();
      try {
        Class.forName("org.mariadb.jdbc.Driver", true, own);
        Connection pooled = DriverManager.getConnection(url, "root", "");
        JdbcDrivers.rehearseClosing(
            new SqlAccount(0, "org.mariadb.jdbc.MariaDbDataSource", url, "root", ""), own);
        return pooled;
      } catch (ClassNotFoundException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void connectionOfAnApplicationThatIsGone_canBeClosed() throws Exception {
    Connection pooled;
    try (IsolatedClasses classes = IsolatedClasses.open()) {
      var constructor =
          classes.loader().loadClass(Application.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // it is the class above, loaded anew
      Function<String, Connection> application =
          (Function<String, Connection>) constructor.newInstance();
      pooled = application.apply(server.url());
    }

    assertThatCode(pooled::close).doesNotThrowAnyException();
  }
}
