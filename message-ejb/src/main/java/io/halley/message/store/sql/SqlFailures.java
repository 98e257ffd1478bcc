/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.StoreException;
import jakarta.persistence.EntityExistsException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells why a transaction failed. Only a lost connection's own words are repeated: what a database
 * says of a row may hold the row.
 */
final class SqlFailures {
  /** MariaDB's and MySQL's ER_NET_PACKET_TOO_LARGE. */
  private static final int PACKET_TOO_LARGE = 1153;

  private final String where;

  SqlFailures(String where) {
    this.where = where;
  }

  StoreException of(RuntimeException failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    Optional<SQLException> sql = ownCause(failure);
    if (failure instanceof EntityExistsException || sql.filter(SqlFailures::isOfRows).isPresent()) {
      return new BatchRefusedException(
          where + " did not take what it was given" + sql.map(SqlFailures::state).orElse(""),
          failure);
    }
    String why = sql.map(SqlFailures::reason).orElse(failure.getClass().getName());
    return new StoreException(where + " failed: " + why, failure);
  }

  /**
   * Whether it failed because of what another transaction did at the time: the same row, or a lock
   * that each wanted of the other. It may go the next time.
   */
  static boolean isOfOthers(RuntimeException failure) {
    return failure instanceof EntityExistsException
        || ownCause(failure).filter(SqlFailures::isConflict).isPresent();
  }

  /** Why a connection could not be had or used. */
  StoreException unreachable(SQLException failure) {
    if (hasCause(failure, IllegalArgumentException.class)) {
      // its words repeat the URL, which may hold a password
      return new StoreException(where + " cannot be opened: its driver refuses the URL", failure);
    }
    SQLException own = ownCause(failure).orElse(failure);
    String what = " cannot be opened: ";
    if (isRefusal(own)) {
      what = " refuses the connection: ";
    } else if (isOfConnection(own)) {
      what = " cannot be reached: ";
    }
    return new StoreException(where + what + words(own), failure);
  }

  /** Why the tables could not be made, over a connection that was good. */
  StoreException withoutTables(SQLException failure) {
    return isOfConnection(failure)
        ? unreachable(failure)
        : new StoreException(
            where + " does not let its tables be made: " + words(failure), failure);
  }

  /**
   * The failure as the database's driver told it: a container's pool wraps it in words of its own,
   * without an SQL state.
   */
  private static Optional<SQLException> ownCause(Throwable failure) {
    SQLException own = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && (own == null || sql.getSQLState() != null)) {
        own = sql;
      }
    }
    return Optional.ofNullable(own);
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(kind::isInstance);
  }

  /** The first line of what the driver says, with the host or the time that it leaves out. */
  private static String words(SQLException failure) {
    // a driver that repeats its URL repeats the password that may be in it
    String said =
        String.valueOf(failure.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("(?i)\"?jdbc:[a-z0-9]+:.*", "the URL");
    return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
        .filter(
            root -> root instanceof UnknownHostException || root instanceof SocketTimeoutException)
        .filter(root -> !said.contains(String.valueOf(root.getMessage())))
        .findFirst()
        .map(root -> said.replaceFirst("[.]$", "") + " (" + root + ")")
        .orElse(said);
  }

  /** 08004 and 28: the user; 3D: no such database; 42: not for this user; 53: too many users. */
  private static boolean isRefusal(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.matches("08004|(28|3D|42|53).*");
  }

  /** 21 and 22: the values. */
  private static boolean isOfRows(SQLException failure) {
    String state = failure.getSQLState();
    return isTooLong(failure)
        || isConflict(failure)
        || (state != null && state.matches("(21|22).*"));
  }

  /** 23: a row that is there already; no value is refused otherwise. 40: a lost conflict. */
  private static boolean isConflict(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.matches("(23|40).*");
  }

  /**
   * MariaDB and MySQL take no packet above {@code max_allowed_packet}. Their driver tells it like a
   * lost connection, but the store is there, and the other messages of the batch are shorter.
   */
  private static boolean isTooLong(SQLException failure) {
    return failure.getErrorCode() == PACKET_TOO_LARGE
        || String.valueOf(failure.getMessage()).contains("max_allowed_packet");
  }

  private static boolean isOfConnection(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || (state != null && state.startsWith("08"));
  }

  private static String reason(SQLException failure) {
    return isOfConnection(failure)
        ? words(failure)
        : failure.getClass().getSimpleName() + state(failure);
  }

  private static String state(SQLException failure) {
    return " (SQL state " + failure.getSQLState() + ", code " + failure.getErrorCode() + ")";
  }
}
