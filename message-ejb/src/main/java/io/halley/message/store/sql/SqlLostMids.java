/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is asked of {@code lost_mid}, each within a transaction of the caller's. A row is raised in
 * the transaction that removes messages, or a reader would take what is left for all.
 */
final class SqlLostMids {
  /**
   * The row of no key. Its mid is that of the newest message that was there before this table was,
   * when nobody took note of what was removed; the table's script makes it.
   */
  private static final String ALL_KEYS = "";

  private final Retention retention;

  SqlLostMids(Retention retention) {
    this.retention = retention;
  }

  /** Whether something that lies after the mid was removed, as far as that is remembered. */
  boolean isAnyAfter(EntityManager rows, Key key, long mid) {
    return rows.createQuery(
                "select count(l.mid) from LostMid l"
                    + " where l.skey in (:skey, :all) and l.mid > :mid and l.mid >= :kept",
                Long.class)
            .setParameter("skey", key.value())
            .setParameter("all", ALL_KEYS)
            .setParameter("mid", mid)
            .setParameter("kept", retention.midBefore(Retention.LOSS_KEPT))
            .getSingleResult()
        > 0;
  }

  /**
   * Takes note of removals, over the transaction's own connection: pushes wait for it. Two callers
   * that note a key's first one at a time: the second one's insert fails as a duplicate.
   *
   * @param highest the highest mid that was removed, by key; sorted, so that two callers wait for
   *     one another's rows in one order
   * @throws PersistenceException with what the database's driver threw
   */
  void raise(EntityManager rows, SortedMap<String, Long> highest) {
    if (highest.isEmpty()) {
      return;
    }
    Connection connection = rows.unwrap(Connection.class);
    try {
      SortedMap<String, Long> missing = new TreeMap<>(highest);
      SortedMap<String, Long> lower = new TreeMap<>();
      for (Map.Entry<String, Long> row : locked(connection, highest.keySet()).entrySet()) {
        Long raised = missing.remove(row.getKey());
        if (raised != null && raised > row.getValue()) {
          lower.put(row.getKey(), raised);
        }
      }
      write(connection, "update lost_mid set mid = ? where skey = ?", lower);
      write(connection, "insert into lost_mid (mid, skey) values (?, ?)", missing);
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private static Map<String, Long> locked(Connection connection, Set<String> skeys)
      throws SQLException {
    String places = String.join(", ", Collections.nCopies(skeys.size(), "?"));
    try (PreparedStatement select =
        connection.prepareStatement(
            "select skey, mid from lost_mid where skey in ("
                + places
                + ") order by skey for update")) {
      int place = 1;
      for (String skey : skeys) {
        select.setString(place, skey);
        place++;
      }
      Map<String, Long> there = new HashMap<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          there.put(found.getString(1), found.getLong(2));
        }
      }
      return there;
    }
  }

  private static void write(Connection connection, String sql, SortedMap<String, Long> mids)
      throws SQLException {
    if (mids.isEmpty()) {
      return;
    }
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      for (Map.Entry<String, Long> row : mids.entrySet()) {
        write.setLong(1, row.getValue());
        write.setString(2, row.getKey());
        write.addBatch();
      }
      write.executeBatch();
    }
  }

  /** Deletes about as many as the limit of those that are no longer kept. */
  void deleteForgotten(EntityManager rows, int limit) {
    List<String> forgotten =
        rows.createQuery(
                "select l.skey from LostMid l where l.mid < :kept and l.skey <> :all order by l.mid",
                String.class)
            .setParameter("kept", retention.midBefore(Retention.LOSS_KEPT))
            .setParameter("all", ALL_KEYS)
            .setMaxResults(limit)
            .getResultList();
    if (!forgotten.isEmpty()) {
      // one may have been raised meanwhile
      rows.createQuery("delete from LostMid l where l.skey in :keys and l.mid < :kept")
          .setParameter("keys", forgotten)
          .setParameter("kept", retention.midBefore(Retention.LOSS_KEPT))
          .executeUpdate();
    }
  }
}
