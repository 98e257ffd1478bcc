/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Removes messages, each call within a transaction of the caller's. What is removed is noted in the
 * key's head with it, or a reader would take what is left for all.
 */
final class SqlRemovals {
  private final Retention retention;

  SqlRemovals(Retention retention) {
    this.retention = retention;
  }

  /** What is appended meanwhile, and is not seen here, stays. */
  void delete(EntityManager rows, Connection connection, Key key) throws SQLException {
    String skey = key.value();
    Map<String, KeyHead> heads = SqlHeads.lock(connection, new TreeSet<>(List.of(skey)));
    List<Long> newest =
        rows.createQuery(
                "select m.mid from PrivateMessage m where m.skey = :skey order by m.mid desc",
                Long.class)
            .setParameter("skey", skey)
            .setMaxResults(1)
            .getResultList();
    for (long mid : newest) {
      rows.createQuery("delete from PrivateMessage m where m.skey = :skey and m.mid <= :mid")
          .setParameter("skey", skey)
          .setParameter("mid", mid)
          .executeUpdate();
      heads.computeIfAbsent(skey, KeyHead::new).forget(mid);
    }
    SqlHeads.write(connection, heads.values());
  }

  /** How many of those that are expired were deleted. */
  int deleteExpired(EntityManager rows, Connection connection, int limit) throws SQLException {
    List<Object[]> expired =
        rows.createQuery(
                "select m.rowId, m.skey, m.mid from PrivateMessage m"
                    + " where m.ttl <= :now order by m.ttl",
                Object[].class)
            .setParameter("now", retention.now())
            .setMaxResults(limit)
            .getResultList();
    if (expired.isEmpty()) {
      return 0;
    }
    SortedMap<String, Long> highest = new TreeMap<>();
    expired.forEach(row -> highest.merge((String) row[1], (Long) row[2], Math::max));
    Map<String, KeyHead> heads = SqlHeads.lock(connection, new TreeSet<>(highest.keySet()));
    int deleted =
        rows.createQuery("delete from PrivateMessage m where m.rowId in :ids")
            .setParameter("ids", expired.stream().map(row -> (Long) row[0]).toList())
            .executeUpdate();
    highest.forEach((skey, mid) -> heads.computeIfAbsent(skey, KeyHead::new).lose(mid));
    SqlHeads.write(connection, heads.values());
    return deleted;
  }
}
