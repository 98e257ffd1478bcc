/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StoreServerTest {
  private static final String SECRET = "a-password";
  private static final int ROWS = 500;

  @SuppressWarnings("NullAway.Init") // JUnit's
  @TempDir
  private Path folder;

  @Test
  void committedRows_outliveAKill() throws Exception {
    int port = freePort();
    try (ChildJvm store = start(port)) {
      insert(port);
      store.kill();
    }
    try (ChildJvm again = start(port)) {
      assertThat(rows(port)).isEqualTo(ROWS);
      again.orphan();
      assertThat(again.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void whoDoesNotKnowThePassword_comesToNoDatabase() throws Exception {
    int port = freePort();
    try (ChildJvm store = start(port)) {
      assertThat(store).isNotNull();
      String url = StoreServer.url(port);
      assertThatThrownBy(() -> DriverManager.getConnection(url, "sa", ""))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Wrong user name or password");
      assertThatThrownBy(
              () -> DriverManager.getConnection(url.replace("/messages", "/other"), "sa", ""))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("not found");
    }
  }

  /** By two clients at a time, as two message nodes are. */
  private static void insert(int port) throws SQLException {
    try (Connection one = connect(port);
        Connection other = connect(port);
        Statement first = one.createStatement();
        Statement second = other.createStatement()) {
      first.execute("CREATE TABLE t (n INT PRIMARY KEY)");
      for (int n = 0; n < ROWS; n += 2) {
        first.execute("INSERT INTO t VALUES (" + n + ")");
        second.execute("INSERT INTO t VALUES (" + (n + 1) + ")");
      }
    }
  }

  private static int rows(int port) throws SQLException {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      count.next();
      return count.getInt(1);
    }
  }

  private ChildJvm start(int port) throws IOException {
    ChildJvm store =
        ChildJvm.start(
            Map.of(StoreServer.PASSWORD, SECRET), StoreServer.class, "" + port, "" + folder);
    assertThat(store.firstLine()).isEqualTo("ready: " + StoreServer.url(port));
    return store;
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(StoreServer.url(port), StoreServer.USER, SECRET);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
