/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Acknowledgement;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Forgets what clients have, within a transaction of the caller's. */
final class SqlAcknowledgements {
  /** Rows that one statement reads or deletes, about. */
  private static final int ROWS = 1_000;

  private final Retention retention;
  private final int keysAtATime;

  SqlAcknowledgements(Retention retention) {
    this.retention = retention;
    this.keysAtATime = Math.max(1, ROWS / retention.cap());
  }

  /**
   * Nobody reads it any more. Only messages that are there are forgotten: a client may name a mid
   * that never was, and what comes may be below it. Those whose push may be repeated stay, so that
   * it is recognised, until a later call, the cap or their expiry.
   */
  void forget(EntityManager rows, Connection connection, List<Acknowledgement> batch)
      throws SQLException {
    SortedMap<String, Long> acknowledged = new TreeMap<>();
    batch.forEach(each -> acknowledged.put(each.key().value(), each.mid()));
    Map<String, KeyHead> heads = SqlHeads.lock(connection, new TreeSet<>(acknowledged.keySet()));
    List<Long> deleted = new ArrayList<>();
    for (List<String> skeys : parts(List.copyOf(acknowledged.keySet()), keysAtATime)) {
      for (Object[] row : stored(rows, skeys)) {
        String skey = (String) row[1];
        long mid = (Long) row[2];
        if (mid <= acknowledged.getOrDefault(skey, Long.MIN_VALUE)) {
          heads.computeIfAbsent(skey, KeyHead::new).forget(mid);
          if (row[3] == null || mid < retention.repeatableFrom()) {
            deleted.add((Long) row[0]);
          }
        }
      }
    }
    for (List<Long> part : parts(deleted, ROWS)) {
      rows.createQuery("delete from PrivateMessage m where m.rowId in :ids")
          .setParameter("ids", part)
          .executeUpdate();
    }
    SqlHeads.write(connection, heads.values());
  }

  private static List<Object[]> stored(EntityManager rows, List<String> skeys) {
    return rows.createQuery(
            "select m.rowId, m.skey, m.mid, m.pushId from PrivateMessage m where m.skey in :keys",
            Object[].class)
        .setParameter("keys", skeys)
        .getResultList();
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return parts;
  }
}
