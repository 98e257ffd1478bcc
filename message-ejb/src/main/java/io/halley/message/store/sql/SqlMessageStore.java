/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.settings.RedactedUrl;
import io.halley.message.store.Append;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A store on a relational database, one transaction a call, which is READ COMMITTED. Its caller
 * closes the data source. On a database that other processes may use, whoever appends to a key
 * waits for who does so already; on one that is {@linkplain SqlPlace#isShared embedded}, the caller
 * appends to one key from one thread at a time.
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
  private final SqlHeads heads;
  private final SqlAppends appends;
  private final SqlRemovals removals;
  private final SqlForgottenHeads forgotten;
  private final SqlAcknowledgements acknowledgements;
  private final SqlTokens tokens;
  private volatile @Nullable SqlBacklogs backlogs;

  /** What is done in a transaction, over its entity manager and that one's connection. */
  private interface Work<T> {
    T in(EntityManager rows, Connection connection) throws SQLException;
  }

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
    this.heads = new SqlHeads(SqlPlace.isShared(url));
    this.appends = new SqlAppends(retention, heads);
    this.removals = new SqlRemovals(retention);
    this.forgotten = new SqlForgottenHeads(retention);
    this.acknowledgements = new SqlAcknowledgements(retention);
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
  public List<Optional<Appended>> append(List<Append> batch) {
    SqlAppends.Result appended;
    try {
      appended = inTransactions((rows, connection) -> appends.append(rows, connection, batch));
    } catch (RuntimeException e) {
      heads.uncertain(batch.stream().map(append -> append.key().value()).toList());
      throw e;
    }
    heads.committed(appended.heads());
    return appended.answers().stream().map(Optional::of).toList();
  }

  @Override
  public Backlog after(Key key, long mid) {
    SqlBacklogs opened = Objects.requireNonNull(backlogs, "the store is not open");
    return inTransactions((rows, connection) -> opened.after(connection, key, mid));
  }

  @Override
  public void acknowledge(List<Acknowledgement> batch) {
    inTransactions(
        (rows, connection) -> {
          acknowledgements.forget(rows, connection, batch);
          return true;
        });
  }

  @Override
  public void delete(Key key) {
    inTransactions(
        (rows, connection) -> {
          removals.delete(rows, connection, key);
          return true;
        });
  }

  @Override
  public int deleteExpired(int limit) {
    // apart from the rest, which locks heads as well, in an order of its own
    inTransactions(
        (rows, connection) -> {
          forgotten.delete(connection, limit);
          return true;
        });
    return inTransactions(
        (rows, connection) ->
            IntStream.of(
                    tokens.deleteExpired(rows, limit),
                    SqlNamedPushes.deleteForgotten(rows, retention, limit),
                    removals.deleteExpired(rows, connection, limit))
                .max()
                .getAsInt());
  }

  @Override
  public boolean addToken(Key key, TokenHash token) {
    return inTransactions((rows, connection) -> tokens.add(rows, key, token));
  }

  @Override
  public TokenCheck useToken(Key key, TokenHash token) {
    return inTransactions((rows, connection) -> tokens.use(rows, key, token));
  }

  @Override
  public long raiseMidCeiling(long ceiling) {
    return inTransactions(
        (rows, connection) -> {
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
      backlogs = SqlBacklogs.of(connection, retention);
    } catch (SQLException e) {
      throw failures.withoutTables(e);
    }
  }

  /**
   * Where somebody else inserted or removed the same row meanwhile, the next time shows that; of
   * many who insert one row at a time, the database may choose the same one to fail repeatedly.
   */
  private <T> T inTransactions(Work<T> work) {
    for (int left = TRIES - 1; ; left--) {
      try {
        return transactions.call(rows -> in(rows, work));
      } catch (RuntimeException e) {
        StoreException failure = failures.of(e);
        if (left == 0 || !SqlFailures.isOfOthers(e)) {
          throw failure;
        }
        LOG.log(Level.DEBUG, "a transaction is tried again: {0}", failure.getMessage());
      }
    }
  }

  private static <T> T in(EntityManager rows, Work<T> work) {
    try {
      return work.in(rows, rows.unwrap(Connection.class));
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }
}
