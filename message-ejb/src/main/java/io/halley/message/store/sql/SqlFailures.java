/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.StoreException;
import jakarta.persistence.EntityExistsException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/**
 * Tells why a transaction failed. Only a lost connection's own words are repeated: what a database
 * says of a row may hold the row.
 */
final class SqlFailures {
  private final String where;

  SqlFailures(String where) {
    this.where = where;
  }

  StoreException of(RuntimeException failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    Optional<SQLException> sql = sqlCause(failure);
    if (failure instanceof EntityExistsException || sql.filter(SqlFailures::isOfRows).isPresent()) {
      return new BatchRefusedException(
          where + " did not take what it was given" + sql.map(SqlFailures::state).orElse(""),
          failure);
    }
    String why = sql.map(SqlFailures::reason).orElse(failure.getClass().getName());
    return new StoreException(where + " failed: " + why, failure);
  }

  /** Why a connection could not be had or used. */
  StoreException unreachable(SQLException failure) {
    return new StoreException(where + " cannot be reached: " + failure.getMessage(), failure);
  }

  private static Optional<SQLException> sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  /** 21 to 23: the values; 40: a conflict with another transaction, which may not come again. */
  private static boolean isOfRows(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.matches("(21|22|23|40).*");
  }

  private static boolean isOfConnection(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || (state != null && state.startsWith("08"));
  }

  private static String reason(SQLException failure) {
    return isOfConnection(failure)
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName() + state(failure);
  }

  private static String state(SQLException failure) {
    return " (SQL state " + failure.getSQLState() + ", code " + failure.getErrorCode() + ")";
  }
}
