/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transactions of one database's own, over connections of somebody else's. The persistence unit is
 * opened here and not injected: a container connects an injected one while it deploys the module,
 * before the module can say which database is not there, and also where the store is not SQL. Safe
 * for any thread; a call blocks.
 */
public final class SqlTransactions implements AutoCloseable {
  private final EntityManagerFactory entities;

  /**
   * Connects when it is first used.
   *
   * @param session tells this database from the others of the process
   * @param connections stay their owner's to close
   */
  public SqlTransactions(String session, DataSource connections) {
    this.entities =
        Persistence.createEntityManagerFactory(
            "halley-message",
            Map.of(
                "jakarta.persistence.nonJtaDataSource",
                connections,
                "eclipselink.session-name",
                session));
  }

  @Override
  public void close() {
    entities.close();
  }

  /**
   * Gives the work an entity manager that lives as long as the transaction. Commits when the work
   * returns, rolls back when it throws.
   *
   * @throws RuntimeException what the work threw, or why the transaction did not begin or commit
   */
  <T> T call(Function<EntityManager, T> work) {
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
}
