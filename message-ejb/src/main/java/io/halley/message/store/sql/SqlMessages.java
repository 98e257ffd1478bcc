/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.Retention;
import io.halley.message.store.StoredMessage;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** What is asked of {@code private_msg}, each within a transaction of the caller's. */
final class SqlMessages {
  private final Retention retention;
  private final SqlLostMids lost;

  SqlMessages(Retention retention, SqlLostMids lost) {
    this.retention = retention;
    this.lost = lost;
  }

  void insert(EntityManager rows, List<StoredMessage> batch) {
    if (batch.isEmpty()) {
      return;
    }
    SqlInserts.insert(rows, batch);
    SortedSet<String> trimmed =
        batch.stream()
            .filter(message -> isTimeToTrim())
            .map(message -> message.key().value())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!trimmed.isEmpty()) {
      lost.raise(rows, SqlTrims.trim(rows, trimmed, retention.cap()));
    }
  }

  /**
   * The newest rows up to the cap: older ones that are not trimmed yet are never seen. What is lost
   * is looked up after the rows: a removal in between is then seen in the one or the other.
   */
  Backlog after(EntityManager rows, Key key, long mid) {
    List<Object[]> newestFirst =
        rows.createQuery(
                "select m.mid, m.msg, m.ttl from PrivateMessage m"
                    + " where m.skey = :skey and m.mid > :mid order by m.mid desc",
                Object[].class)
            .setParameter("skey", key.value())
            .setParameter("mid", mid)
            .setMaxResults(retention.cap() + 1)
            .getResultList();
    long now = retention.now();
    List<Message> live =
        newestFirst.stream()
            .limit(retention.cap())
            .filter(row -> (Long) row[2] > now)
            .map(row -> new Message((Long) row[0], Payload.ofUtf8((byte[]) row[1])))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(live);
    boolean complete =
        live.size() == newestFirst.size()
            && !retention.forgets(mid)
            && !lost.isAnyAfter(rows, key, mid);
    return new Backlog(live, complete);
  }

  /** What is saved meanwhile, and is not seen here, stays. */
  void delete(EntityManager rows, Key key) {
    List<Long> newest =
        rows.createQuery(
                "select m.mid from PrivateMessage m where m.skey = :skey order by m.mid desc",
                Long.class)
            .setParameter("skey", key.value())
            .setMaxResults(1)
            .getResultList();
    for (long mid : newest) {
      deleteUpTo(rows, key.value(), mid);
      lost.raise(rows, new TreeMap<>(Map.of(key.value(), mid)));
    }
  }

  int deleteExpired(EntityManager rows, int limit) {
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
    int deleted =
        rows.createQuery("delete from PrivateMessage m where m.rowId in :ids")
            .setParameter("ids", expired.stream().map(row -> (Long) row[0]).toList())
            .executeUpdate();
    SortedMap<String, Long> highest = new TreeMap<>();
    expired.forEach(row -> highest.merge((String) row[1], (Long) row[2], Math::max));
    lost.raise(rows, highest);
    return deleted;
  }

  /**
   * One saved message in {@code cap} trims its key, at random: no state to keep, two statements for
   * {@code cap} inserts, and a key that is pushed to all the time holds about twice the cap.
   */
  private boolean isTimeToTrim() {
    return ThreadLocalRandom.current().nextInt(retention.cap()) == 0;
  }

  private static void deleteUpTo(EntityManager rows, String skey, long mid) {
    rows.createQuery("delete from PrivateMessage m where m.skey = :skey and m.mid <= :mid")
        .setParameter("skey", skey)
        .setParameter("mid", mid)
        .executeUpdate();
  }
}
