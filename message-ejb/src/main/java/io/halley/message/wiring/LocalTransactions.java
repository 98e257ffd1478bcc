/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.message.store.sql.SqlTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transactions of one database's own, over connections of the container's. The persistence unit is
 * opened here and not injected: the container connects an injected one while it deploys the module,
 * before the module can say which database is not there, and also where the store is not SQL.
 */
final class LocalTransactions implements SqlTransactions, AutoCloseable {
  private final EntityManagerFactory entities;

  /**
   * Connects when it is first used.
   *
   * @param slot tells this database's session from those of the others
   */
  LocalTransactions(int slot, DataSource connections) {
    this.entities =
        Persistence.createEntityManagerFactory(
            "halley-message",
            Map.of(
                "jakarta.persistence.nonJtaDataSource",
                connections,
                "eclipselink.session-name",
                "halley-message-" + slot));
  }

  @Override
  public void close() {
    entities.close();
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
}
