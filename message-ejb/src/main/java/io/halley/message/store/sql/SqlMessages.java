/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.Retention;
import io.halley.message.store.StoredMessage;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** What is asked of {@code private_msg}, each within a transaction of the caller's. */
final class SqlMessages {
  private final Retention retention;

  SqlMessages(Retention retention) {
    this.retention = retention;
  }

  void insert(EntityManager rows, List<StoredMessage> batch) {
    for (StoredMessage message : batch) {
      rows.persist(
          new PrivateMessage(
              message.key().value(), message.mid(), message.expiresAt(), message.payload().utf8()));
    }
    rows.flush();
    for (StoredMessage message : batch) {
      if (isTimeToTrim()) {
        trim(rows, message.key());
      }
    }
  }

  /** The newest rows up to the cap: older ones that are not trimmed yet are never seen. */
  List<Message> after(EntityManager rows, Key key, long mid) {
    List<Message> newestFirst =
        rows.createQuery(
                "select m.mid, m.msg from PrivateMessage m"
                    + " where m.skey = :skey and m.mid > :mid and m.ttl > :now order by m.mid desc",
                Object[].class)
            .setParameter("skey", key.value())
            .setParameter("mid", mid)
            .setParameter("now", retention.now())
            .setMaxResults(retention.cap())
            .getResultStream()
            .map(row -> new Message((Long) row[0], Payload.ofUtf8((byte[]) row[1])))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  void delete(EntityManager rows, Key key) {
    rows.createQuery("delete from PrivateMessage m where m.skey = :skey")
        .setParameter("skey", key.value())
        .executeUpdate();
  }

  int deleteExpired(EntityManager rows, int limit) {
    List<Long> expired =
        rows.createQuery(
                "select m.rowId from PrivateMessage m where m.ttl <= :now order by m.ttl",
                Long.class)
            .setParameter("now", retention.now())
            .setMaxResults(limit)
            .getResultList();
    return expired.isEmpty()
        ? 0
        : rows.createQuery("delete from PrivateMessage m where m.rowId in :ids")
            .setParameter("ids", expired)
            .executeUpdate();
  }

  /**
   * One saved message in {@code cap} trims its key, at random: no state to keep, two statements for
   * {@code cap} inserts, and a key that is pushed to all the time holds about twice the cap.
   */
  private boolean isTimeToTrim() {
    return ThreadLocalRandom.current().nextInt(retention.cap()) == 0;
  }

  private void trim(EntityManager rows, Key key) {
    List<Long> newestTooOld =
        rows.createQuery(
                "select m.mid from PrivateMessage m where m.skey = :skey order by m.mid desc",
                Long.class)
            .setParameter("skey", key.value())
            .setFirstResult(retention.cap())
            .setMaxResults(1)
            .getResultList();
    for (long mid : newestTooOld) {
      rows.createQuery("delete from PrivateMessage m where m.skey = :skey and m.mid <= :mid")
          .setParameter("skey", key.value())
          .setParameter("mid", mid)
          .executeUpdate();
    }
  }
}
