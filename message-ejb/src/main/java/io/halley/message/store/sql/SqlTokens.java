/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.store.Retention;
import io.halley.message.store.TokenHash;
import jakarta.persistence.EntityManager;

/** What is asked of {@code subscriber_token}, each within a transaction of the caller's. */
final class SqlTokens {
  private static final String THIS_ONE = " where t.skey = :skey and t.hash = :hash";

  private final Retention retention;

  SqlTokens(Retention retention) {
    this.retention = retention;
  }

  /** Two callers that add one token at a time: the second one's insert fails as a duplicate. */
  boolean add(EntityManager rows, Key key, TokenHash token) {
    if (renew(rows, key, token, "t.ttl <= :now") == 1) {
      return true;
    }
    boolean has =
        rows.createQuery("select count(t.ttl) from SubscriberToken t" + THIS_ONE, Long.class)
                .setParameter("skey", key.value())
                .setParameter("hash", token.hex())
                .getSingleResult()
            > 0;
    if (!has) {
      rows.persist(new SubscriberToken(key.value(), token.hex(), retention.tokenExpiry()));
      rows.flush();
    }
    return !has;
  }

  TokenCheck use(EntityManager rows, Key key, TokenHash token) {
    if (renew(rows, key, token, "t.ttl > :now") == 1) {
      return TokenCheck.VALID;
    }
    long others =
        rows.createQuery(
                "select count(t.ttl) from SubscriberToken t where t.skey = :skey and t.ttl > :now",
                Long.class)
            .setParameter("skey", key.value())
            .setParameter("now", retention.now())
            .getSingleResult();
    return others > 0 ? TokenCheck.INVALID : TokenCheck.NO_CHANNEL;
  }

  /** Deletes about as many as the limit; returns how many. */
  int deleteExpired(EntityManager rows, int limit) {
    return SqlExpired.delete(rows, SubscriberToken.class, retention.now(), limit);
  }

  private int renew(EntityManager rows, Key key, TokenHash token, String condition) {
    return rows.createQuery(
            "update SubscriberToken t set t.ttl = :ttl" + THIS_ONE + " and " + condition)
        .setParameter("ttl", retention.tokenExpiry())
        .setParameter("skey", key.value())
        .setParameter("hash", token.hex())
        .setParameter("now", retention.now())
        .executeUpdate();
  }
}
