/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The named pushes of one batch: those that the database remembers, and those that it is to
 * remember. Within a transaction of the caller's, that nobody else appends to its keys in.
 */
final class SqlNamedPushes {
  private final EntityManager rows;
  private final Retention retention;
  private final Map<NamedPush.Identity, NamedPush> pushes = new HashMap<>();

  private SqlNamedPushes(EntityManager rows, Retention retention) {
    this.rows = rows;
    this.retention = retention;
  }

  /** Asks the database once, and not at all where no message is of a named push. */
  static SqlNamedPushes of(EntityManager rows, List<Append> batch, Retention retention) {
    SqlNamedPushes named = new SqlNamedPushes(rows, retention);
    List<Append> of = batch.stream().filter(Append::isNamed).toList();
    if (!of.isEmpty()) {
      // more rows than asked for, where keys and names cross, are no harm
      rows.createQuery(
              "select p from NamedPush p where p.pushId in :ids and p.skey in :keys",
              NamedPush.class)
          .setParameter("ids", of.stream().map(Append::pushId).distinct().toList())
          .setParameter("keys", of.stream().map(m -> m.key().value()).distinct().toList())
          .getResultStream()
          .forEach(push -> named.pushes.put(push.identity(), push));
    }
    return named;
  }

  /** The mid that the message's push had, if it is remembered. */
  OptionalLong mid(Append message) {
    NamedPush push = message.isNamed() ? pushes.get(identity(message)) : null;
    return push != null && push.isRememberedAt(retention.now())
        ? OptionalLong.of(push.mid())
        : OptionalLong.empty();
  }

  /** Remembers the message's push as one that had this mid, if it is named, with the commit. */
  void remember(Append message, long mid) {
    if (!message.isNamed()) {
      return;
    }
    NamedPush.Identity identity = identity(message);
    @Nullable NamedPush forgotten = pushes.get(identity);
    NamedPush push = forgotten == null ? new NamedPush(identity) : forgotten;
    push.remember(mid, retention.pushForgotten());
    if (forgotten == null) {
      pushes.put(identity, push);
      rows.persist(push);
    }
  }

  /** Deletes about as many that are forgotten as the limit; returns how many. */
  static int deleteForgotten(EntityManager rows, Retention retention, int limit) {
    return SqlExpired.delete(rows, NamedPush.class, retention.now(), limit);
  }

  private static NamedPush.Identity identity(Append message) {
    return new NamedPush.Identity(message.key().value(), message.pushId());
  }
}
