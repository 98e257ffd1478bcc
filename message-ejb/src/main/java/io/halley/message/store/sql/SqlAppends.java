/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Mid;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Appends batches to logs, each within a transaction of the caller's. */
final class SqlAppends {
  private final Retention retention;
  private final SqlHeads heads;

  SqlAppends(Retention retention, SqlHeads heads) {
    this.retention = retention;
    this.heads = heads;
  }

  /**
   * What a batch came to.
   *
   * @param answers in the order of the batch
   * @param heads those of its keys, as they are when it is committed
   */
  record Result(List<Appended> answers, Collection<KeyHead> heads) {}

  /** Appends, within a transaction: what it came to counts when that is committed. */
  Result append(EntityManager rows, Connection connection, List<Append> batch) throws SQLException {
    SortedSet<String> skeys = new TreeSet<>();
    SortedSet<String> trimmed = new TreeSet<>();
    SortedSet<String> mayChange = new TreeSet<>();
    for (Append message : batch) {
      String skey = message.key().value();
      skeys.add(skey);
      if (message.isKept() && isTimeToTrim()) {
        trimmed.add(skey);
      }
      if (!message.isKept() || message.entry().again()) {
        mayChange.add(skey);
      }
    }
    mayChange.addAll(trimmed);
    // before anything is read: what others append is seen, or comes later
    Map<String, KeyHead> locked = heads.forAppends(connection, skeys, mayChange);
    Batch numbering =
        new Batch(
            locked,
            SqlNamedPushes.of(rows, batch, retention),
            SqlRepeats.of(connection, batch, locked, retention));
    List<Appended> answers = batch.stream().map(numbering::append).toList();
    SqlInserts.insert(connection, numbering.written);
    if (!trimmed.isEmpty()) {
      SqlTrims.trim(connection, trimmed, retention.cap())
          .forEach((skey, mid) -> head(locked, skey).lose(mid));
    }
    SqlHeads.write(connection, locked.values());
    return new Result(answers, locked.values());
  }

  /**
   * One written message in {@code cap} trims its key, at random: no state to keep, two statements
   * for {@code cap} inserts, and a key that is pushed to all the time holds about twice the cap.
   */
  private boolean isTimeToTrim() {
    return ThreadLocalRandom.current().nextInt(retention.cap()) == 0;
  }

  private static KeyHead head(Map<String, KeyHead> heads, String skey) {
    return Objects.requireNonNull(heads.get(skey), "a key of the batch");
  }

  /** Numbers the messages of one batch, one after the other. */
  private static final class Batch {
    final List<Numbered> written = new ArrayList<>();
    private final Map<String, KeyHead> heads;
    private final SqlNamedPushes named;
    private final SqlRepeats repeats;

    Batch(Map<String, KeyHead> heads, SqlNamedPushes named, SqlRepeats repeats) {
      this.heads = heads;
      this.named = named;
      this.repeats = repeats;
    }

    Appended append(Append message) {
      OptionalLong before = named.mid(message);
      if (before.isEmpty()) {
        before = repeats.mid(message);
      }
      if (before.isPresent()) {
        return Appended.repeated(before.getAsLong());
      }
      KeyHead head = head(heads, message.key().value());
      long previous = head.last();
      long mid = Math.max(message.atLeast(), Mid.after(previous));
      number(message, head, mid);
      named.remember(message, mid);
      return Appended.after(previous, mid);
    }

    private void number(Append message, KeyHead head, long mid) {
      if (!message.isKept()) {
        head.give(mid);
        return;
      }
      head.has(mid);
      written.add(new Numbered(message, mid));
      repeats.written(message, mid);
      if (message.entry().again()) {
        head.repeatable(mid);
      }
    }
  }
}
