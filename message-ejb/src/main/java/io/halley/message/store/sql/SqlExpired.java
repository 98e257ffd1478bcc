/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.EntityManager;
import java.util.List;

/** Deletes rows of which nothing but the second of their end, {@code ttl}, matters. */
final class SqlExpired {
  private SqlExpired() {}

  /**
   * Deletes about as many as the limit: of those that expire in one second all or none.
   *
   * @return how many
   */
  static int delete(EntityManager rows, Class<?> entity, long now, int limit) {
    String name = entity.getSimpleName();
    List<Long> oldest =
        rows.createQuery(
                "select r.ttl from " + name + " r where r.ttl <= :now order by r.ttl", Long.class)
            .setParameter("now", now)
            .setMaxResults(limit)
            .getResultList();
    if (oldest.isEmpty()) {
      return 0;
    }
    return rows.createQuery("delete from " + name + " r where r.ttl <= :ttl")
        .setParameter("ttl", oldest.get(oldest.size() - 1))
        .executeUpdate();
  }
}
