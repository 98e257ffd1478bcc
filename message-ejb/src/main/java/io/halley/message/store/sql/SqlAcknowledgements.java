/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Acknowledgement;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Removes what clients have, within a transaction of the caller's. */
final class SqlAcknowledgements {
  /** Rows that one statement reads or deletes, about. */
  private static final int ROWS = 1_000;

  private final Retention retention;
  private final SqlLostMids lost;
  private final int keysAtATime;

  SqlAcknowledgements(Retention retention, SqlLostMids lost) {
    this.retention = retention;
    this.lost = lost;
    this.keysAtATime = Math.max(1, ROWS / retention.cap());
  }

  /** What is deleted counts as lost, and nothing else: a client may name a mid that never was. */
  void forget(EntityManager rows, List<Acknowledgement> batch) {
    SortedMap<String, Long> highest = new TreeMap<>();
    List<Long> ids = new ArrayList<>();
    for (List<Acknowledgement> part : parts(batch, keysAtATime)) {
      Map<String, Long> acknowledged = new HashMap<>();
      part.forEach(each -> acknowledged.put(each.key().value(), each.mid()));
      for (Object[] row : stored(rows, acknowledged)) {
        String skey = (String) row[1];
        long mid = (Long) row[2];
        if (mid <= acknowledged.getOrDefault(skey, Long.MIN_VALUE)) {
          ids.add((Long) row[0]);
          highest.merge(skey, mid, Math::max);
        }
      }
    }
    for (List<Long> part : parts(ids, ROWS)) {
      rows.createQuery("delete from PrivateMessage m where m.rowId in :ids")
          .setParameter("ids", part)
          .executeUpdate();
    }
    lost.raise(rows, highest);
  }

  private List<Object[]> stored(EntityManager rows, Map<String, Long> acknowledged) {
    return rows.createQuery(
            "select m.rowId, m.skey, m.mid from PrivateMessage m"
                + " where m.skey in :keys and m.mid <= :highest"
                + " and (m.pushId is null or m.mid < :repeatable)",
            Object[].class)
        .setParameter("keys", acknowledged.keySet())
        .setParameter(
            "highest", acknowledged.values().stream().mapToLong(mid -> mid).max().orElse(0))
        .setParameter("repeatable", retention.repeatableFrom())
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
