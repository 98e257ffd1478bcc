/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.process.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

@DisplayName("the message service on MariaDB")
class MariaDbMessageServiceIT extends SqlServiceContract {
  private static MariaDbServer server;
  private static MariaDbPoolDataSource connections;
  private static TestDatabase database;

  @BeforeAll
  static void open(@TempDir Path folder) throws SQLException {
    server = MariaDbServer.start(folder);
    String url = server.url() + "?user=root&transactionIsolation=READ_COMMITTED";
    connections = new MariaDbPoolDataSource(url);
    database = new TestDatabase(url, connections);
  }

  /**
   * A node that is paused between its look at the log and its commit: another one, whose clock is
   * behind, waits for it.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoNodes_onOneDatabase_neverNumberBelowWhatWasAnswered(boolean hasMessages)
      throws SQLException {
    PausedCommits commits = new PausedCommits(connections);
    Key key = newKey();
    try (TestDatabase paused = new TestDatabase("paused", commits.connections())) {
      SqlMessageStore slow = paused.open(new Retention(clock(), CAP, TOKEN_LIFE));
      SqlMessageStore other = database.open(new Retention(clock(), CAP, TOKEN_LIFE));
      long previous = hasMessages ? append(other, key, 400).mid() : 0;
      commits.pause();
      CompletableFuture<Appended> first =
          CompletableFuture.supplyAsync(() -> append(slow, key, 8_000));
      await().until(commits::isSomeonePaused);

      CompletableFuture<Appended> second =
          CompletableFuture.supplyAsync(() -> append(other, key, 4_000));
      await().until(() -> second.isDone() || isSomeoneWaitingForALock());
      commits.resume();

      assertThat(get(first)).isEqualTo(Appended.after(previous, 8_000));
      assertThat(get(second)).isEqualTo(Appended.after(8_000, 8_004));
      assertThat(other.after(key, 8_000).messages())
          .extracting(Message::mid)
          .containsExactly(8_004L);
    } finally {
      commits.resume();
    }
  }

  private Appended append(SqlMessageStore store, Key key, long atLeast) {
    LogEntry entry = LogEntry.of(Payload.of("1"), clock().instant().getEpochSecond() + 60, 1);
    return store.append(List.of(new Append(key, atLeast, entry))).get(0).orElseThrow();
  }

  private static boolean isSomeoneWaitingForALock() throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                "select count(*) from information_schema.innodb_trx"
                    + " where trx_state = 'LOCK WAIT'")) {
      waiting.next();
      return waiting.getInt(1) > 0;
    }
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @AfterAll
  static void close() {
    database.close();
    connections.close();
    server.close();
  }
}
