/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** The module's persistence unit without a container: transactions are the connection's. */
final class TestDatabase implements SqlTransactions, AutoCloseable {
  private final String url;
  private final DataSource connections;
  private final EntityManagerFactory entities;

  TestDatabase(String url, DataSource connections) {
    this.url = url;
    this.connections = connections;
    this.entities =
        Persistence.createEntityManagerFactory(
            "halley-message",
            Map.of(
                "jakarta.persistence.nonJtaDataSource",
                connections,
                "eclipselink.session-name",
                url));
  }

  SqlMessageStore open(Retention retention) {
    SqlMessageStore store = new SqlMessageStore(url, connections, this, retention, () -> {});
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
  public <T> T call(Function<EntityManager, T> work) {
    EntityManager rows = entities.createEntityManager();
    try {
      rows.getTransaction().begin();
      T result = work.apply(rows);
      rows.getTransaction().commit();
      return result;
    } finally {
      if (rows.getTransaction().isActive()) {
        rows.getTransaction().rollback();
      }
      rows.close();
    }
  }

  @Override
  public void close() {
    entities.close();
  }
}
