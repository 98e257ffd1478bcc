/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

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

  @Override
  public void close() {
    transactions.close();
  }
}
