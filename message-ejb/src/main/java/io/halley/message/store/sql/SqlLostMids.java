/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
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
   * Takes note of removals. Two callers that note a key's first one at a time: the second one's
   * insert fails as a duplicate.
   *
   * @param highest the highest mid that was removed, by key; sorted, so that two callers wait for
   *     one another's rows in one order
   */
  void raise(EntityManager rows, SortedMap<String, Long> highest) {
    if (highest.isEmpty()) {
      return;
    }
    SortedMap<String, Long> missing = new TreeMap<>(highest);
    List<LostMid> there =
        rows.createQuery(
                "select l from LostMid l where l.skey in :keys order by l.skey", LostMid.class)
            .setParameter("keys", highest.keySet())
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    for (LostMid row : there) {
      Long raised = missing.remove(row.skey());
      if (raised != null) {
        row.raise(raised);
      }
    }
    missing.forEach((skey, mid) -> rows.persist(new LostMid(skey, mid)));
    rows.flush();
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
