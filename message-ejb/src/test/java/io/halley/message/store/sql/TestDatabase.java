/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.message.store.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The module's persistence unit without a container, for any number of stores. */
final class TestDatabase implements AutoCloseable {
  private final String url;
  private final DataSource connections;
  private final SqlTransactions transactions;

  TestDatabase(String url, DataSource connections) {
    this.url = url;
    this.connections = connections;
    this.transactions = new SqlTransactions(url, connections);
  }

  SqlTransactions transactions() {
    return transactions;
  }

  SqlMessageStore open(Retention retention) {
    SqlMessageStore store =
        new SqlMessageStore(url, connections, transactions, retention, () -> {});
    store.open();
    return store;
  }

  /** Runs a statement outside of any transaction. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Adds a row of {@code lost_mid} as every version has it. */
  void insertLost(Key key, long mid) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into lost_mid (skey, mid) values (?, ?)")) {
      insert.setString(1, key.value());
      insert.setLong(2, mid);
      insert.executeUpdate();
    }
  }

  /** Adds a message. */
  void insertMessage(Key key, long mid, long expiresAt, @Nullable Long push) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into private_msg (skey, mid, ttl, msg, push_id) values (?, ?, ?, ?, ?)")) {
      insert.setString(1, key.value());
      insert.setLong(2, mid);
      insert.setLong(3, expiresAt);
      insert.setBytes(4, new byte[] {'1'});
      insert.setObject(5, push, Types.BIGINT);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    transactions.close();
  }
}
