/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.settings.RedactedUrl;
import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.message.store.TokenHash;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A store on a relational database, one transaction a call. Its caller closes the data source. Two
 * nodes that save for one key at the same time may miss each other's messages: transactions are
 * READ COMMITTED.
 */
public final class SqlMessageStore implements MessageStore {
  private static final Logger LOG = System.getLogger(SqlMessageStore.class.getName());
  private static final int CHECK_SECONDS = 5;

  /** How often a transaction is tried that others keep from ending. */
  private static final int TRIES = 5;

  private final String where;
  private final DataSource connections;
  private final Runnable ending;
  private final SqlTransactions transactions;
  private final Retention retention;
  private final SqlFailures failures;
  private final SqlLostMids lost;
  private final SqlMessages messages;
  private final SqlAcknowledgements acknowledgements;
  private final SqlTokens tokens;

  /**
   * @param url where the data source leads, for messages to the operator
   * @param connections for the tables' script and checks, outside of any transaction
   * @param transactions for everything else, on the same database
   * @param ending closes what the transactions use
   */
  public SqlMessageStore(
      String url,
      DataSource connections,
      SqlTransactions transactions,
      Retention retention,
      Runnable ending) {
    this.where = "the SQL database " + RedactedUrl.place(url);
    this.connections = connections;
    this.ending = ending;
    this.transactions = transactions;
    this.retention = retention;
    this.failures = new SqlFailures(where);
    this.lost = new SqlLostMids(retention);
    this.messages = new SqlMessages(retention, lost);
    this.acknowledgements = new SqlAcknowledgements(retention, lost);
    this.tokens = new SqlTokens(retention);
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void open() {
    try (Connection connection = connections.getConnection()) {
      makeTables(connection);
    } catch (SQLException e) {
      throw failures.unreachable(e);
    }
  }

  @Override
  public void check() {
    try (Connection connection = connections.getConnection()) {
      if (!connection.isValid(CHECK_SECONDS)) {
        throw failures.unreachable(new SQLException("a connection to it is not valid"));
      }
    } catch (SQLException e) {
      throw failures.unreachable(e);
    }
  }

  @Override
  public List<SaveOutcome> save(List<StoredMessage> batch) {
    Function<EntityManager, List<SaveOutcome>> insert =
        rows -> {
          SqlNamedPushes named = SqlNamedPushes.of(rows, batch, retention);
          SqlConflicts met = SqlConflicts.of(rows, batch, named);
          messages.insert(rows, met.saved());
          return met.outcomes();
        };
    // a larger batch comes again in parts
    return batch.size() == 1 ? inTransactions(insert) : inTransaction(insert);
  }

  @Override
  public Backlog findAfter(Key key, long mid) {
    return inTransaction(rows -> messages.after(rows, key, mid));
  }

  @Override
  public void acknowledge(List<Acknowledgement> batch) {
    inTransactions(
        rows -> {
          acknowledgements.forget(rows, batch);
          return true;
        });
  }

  @Override
  public void delete(Key key) {
    inTransactions(
        rows -> {
          messages.delete(rows, key);
          return true;
        });
  }

  @Override
  public int deleteExpired(int limit) {
    return inTransactions(
        rows -> {
          lost.deleteForgotten(rows, limit);
          return IntStream.of(
                  tokens.deleteExpired(rows, limit),
                  SqlNamedPushes.deleteForgotten(rows, retention, limit),
                  messages.deleteExpired(rows, limit))
              .max()
              .getAsInt();
        });
  }

  @Override
  public boolean addToken(Key key, TokenHash token) {
    return inTransactions(rows -> tokens.add(rows, key, token));
  }

  @Override
  public TokenCheck useToken(Key key, TokenHash token) {
    return inTransaction(rows -> tokens.use(rows, key, token));
  }

  @Override
  public long raiseMidCeiling(long ceiling) {
    return inTransaction(
        rows -> {
          MidCeiling only =
              rows.find(MidCeiling.class, MidCeiling.ONLY, LockModeType.PESSIMISTIC_WRITE);
          return only.raise(ceiling);
        });
  }

  @Override
  public void close() {
    ending.run();
  }

  private void makeTables(Connection connection) {
    try {
      SqlSchema.apply(connection);
    } catch (SQLException e) {
      throw failures.withoutTables(e);
    }
  }

  /**
   * Where somebody else inserted or removed the same row meanwhile, the next time shows that; of
   * many who insert one row at a time, the database may choose the same one to fail repeatedly.
   */
  private <T> T inTransactions(Function<EntityManager, T> work) {
    for (int left = TRIES - 1; left > 0; left--) {
      try {
        return inTransaction(work);
      } catch (BatchRefusedException e) {
        LOG.log(Level.DEBUG, "a transaction is tried again: {0}", e.getMessage());
      }
    }
    return inTransaction(work);
  }

  private <T> T inTransaction(Function<EntityManager, T> work) {
    try {
      return transactions.call(work);
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }
}
