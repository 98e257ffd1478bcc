/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.message.store.StoreException;
import io.halley.message.store.sql.SqlTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transactions of the container's, for threads that have its context. The persistence unit is
 * opened here and not injected: the container connects an injected one while it deploys the module,
 * before the module can say which database is not there, and also where the store is not SQL.
 */
final class JtaTransactions implements SqlTransactions, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JtaTransactions.class.getName());

  private final UserTransaction transaction;
  private final EntityManagerFactory entities;

  /** Connects when it is first used. */
  JtaTransactions(UserTransaction transaction, DataSource connections) {
    this.transaction = transaction;
    this.entities =
        Persistence.createEntityManagerFactory(
            "halley-message",
            Map.of(
                "jakarta.persistence.jtaDataSource",
                connections,
                "eclipselink.target-server",
                "Glassfish"));
  }

  @Override
  public void close() {
    entities.close();
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    try {
      transaction.begin();
      EntityManager rows = entities.createEntityManager();
      try {
        T result = work.apply(rows);
        transaction.commit();
        return result;
      } finally {
        rollBackIfOpen();
        rows.close();
      }
    } catch (NotSupportedException
        | SystemException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException e) {
      throw new StoreException("the database's transaction failed: " + e.getMessage(), e);
    }
  }

  private void rollBackIfOpen() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException e) {
      // the failure that led here is the one to tell
      LOG.log(Level.DEBUG, "a transaction was not rolled back", e);
    }
  }
}
