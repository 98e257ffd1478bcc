/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The heads of keys' logs, each call within a transaction of the caller's and over its connection,
 * for pushes wait for them. A head is locked before anything of its key is written; where many are,
 * in the order of the keys, so that two transactions do not wait for one another. Whoever inserts a
 * key's row while somebody else does fails as a duplicate, and finds it when it tries again.
 */
final class SqlHeads {
  /** Keys in one statement at the most. */
  private static final int KEYS = 1_024;

  /** As many as one call may push to, five times over. */
  private static final int MOST_KNOWN = 50_000;

  private static final String SELECT =
      "select skey, mid, given, forgotten, again from lost_mid where skey in (";
  private static final String NEWEST_OF_HEADS =
      "select l.skey, (select m.mid from private_msg m where m.skey = l.skey"
          + " order by m.mid desc limit 1) from lost_mid l where l.skey in (";
  private static final String NEWEST = "select max(mid) from private_msg where skey = ?";
  private static final String INSERT =
      "insert into lost_mid (mid, given, forgotten, again, skey) values (?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "update lost_mid set mid = greatest(mid, ?), given = greatest(given, ?),"
          + " forgotten = greatest(forgotten, ?), again = greatest(again, ?) where skey = ?";

  /** Null where other processes may append to the same database. */
  private final @Nullable KnownHeads known;

  /**
   * @param shared whether other processes may append to the same database
   */
  SqlHeads(boolean shared) {
    this.known = shared ? null : new KnownHeads(MOST_KNOWN);
  }

  /**
   * The heads of keys that are appended to, with their newest messages. Nobody else appends to
   * these keys until the transaction ends: where the database is shared, their rows are locked, and
   * made where there were none. In an embedded one a key's appends come one at a time by
   * themselves, and most of them write no row: only those that may are locked.
   *
   * @param mayChange those whose row may be written
   */
  Map<String, KeyHead> forAppends(
      Connection connection, SortedSet<String> skeys, SortedSet<String> mayChange)
      throws SQLException {
    if (known != null) {
      return ofOwned(known, connection, skeys, mayChange);
    }
    Map<String, KeyHead> heads = lock(connection, skeys);
    List<KeyHead> made =
        skeys.stream().filter(skey -> !heads.containsKey(skey)).map(SqlHeads::unseen).toList();
    write(connection, INSERT, made);
    made.forEach(head -> heads.put(head.skey(), head));
    // a statement of its own: the one that waited for the lock saw the messages of before its wait
    for (List<String> part : parts(skeys)) {
      try (PreparedStatement select =
          connection.prepareStatement(NEWEST_OF_HEADS + SqlLists.places(part.size()) + ")")) {
        SqlLists.bind(select, 1, part);
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            Objects.requireNonNull(heads.get(found.getString(1))).has(found.getLong(2));
          }
        }
      }
    }
    return heads;
  }

  /**
   * Messages first and heads then: who removes the newest message meanwhile has noted it in the
   * head.
   */
  private static Map<String, KeyHead> ofOwned(
      KnownHeads known, Connection connection, SortedSet<String> skeys, SortedSet<String> mayChange)
      throws SQLException {
    Map<String, KeyHead> heads = lock(connection, mayChange);
    SortedSet<String> unknown = new TreeSet<>();
    for (String skey : skeys) {
      KeyHead head = mayChange.contains(skey) ? null : known.find(skey);
      if (head == null) {
        unknown.add(skey);
      } else {
        heads.put(skey, head);
      }
    }
    if (!unknown.isEmpty()) {
      read(connection, unknown, heads);
    }
    return heads;
  }

  private static void read(
      Connection connection, SortedSet<String> skeys, Map<String, KeyHead> heads)
      throws SQLException {
    Map<String, Long> newest = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      for (String skey : skeys) {
        select.setString(1, skey);
        try (ResultSet found = select.executeQuery()) {
          found.next();
          newest.put(skey, found.getLong(1));
        }
      }
    }
    SortedSet<String> others = new TreeSet<>(skeys);
    others.removeAll(heads.keySet());
    heads.putAll(select(connection, others, ")"));
    newest.forEach((skey, mid) -> heads.computeIfAbsent(skey, KeyHead::new).has(mid));
  }

  /** The transaction of {@link #forAppends} was committed, with these heads as they are now. */
  void committed(Collection<KeyHead> heads) {
    if (known != null) {
      known.committed(heads);
    }
  }

  /** A transaction that appended to these keys failed; it may have been committed all the same. */
  void uncertain(Collection<String> skeys) {
    if (known != null) {
      known.uncertain(skeys);
    }
  }

  /** Locks the rows of those keys that have one. */
  static Map<String, KeyHead> lock(Connection connection, SortedSet<String> skeys)
      throws SQLException {
    return select(connection, skeys, ") order by skey for update");
  }

  /** Writes what has changed: only raises what is there. */
  static void write(Connection connection, Collection<KeyHead> heads) throws SQLException {
    List<KeyHead> changed = heads.stream().filter(KeyHead::isChanged).toList();
    write(connection, UPDATE, changed.stream().filter(KeyHead::isStored).toList());
    write(connection, INSERT, changed.stream().filter(head -> !head.isStored()).toList());
  }

  private static KeyHead unseen(String skey) {
    return new KeyHead(skey, 0, 0, 0, 0);
  }

  private static Map<String, KeyHead> select(
      Connection connection, SortedSet<String> skeys, String end) throws SQLException {
    Map<String, KeyHead> heads = new TreeMap<>();
    for (List<String> part : parts(skeys)) {
      try (PreparedStatement select =
          connection.prepareStatement(SELECT + SqlLists.places(part.size()) + end)) {
        SqlLists.bind(select, 1, part);
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            heads.put(
                found.getString(1),
                new KeyHead(
                    found.getString(1),
                    found.getLong(2),
                    found.getLong(3),
                    found.getLong(4),
                    found.getLong(5)));
          }
        }
      }
    }
    return heads;
  }

  private static void write(Connection connection, String sql, List<KeyHead> heads)
      throws SQLException {
    if (heads.isEmpty()) {
      return;
    }
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      for (KeyHead head : heads) {
        write.setLong(1, head.lost());
        write.setLong(2, head.given());
        write.setLong(3, head.forgotten());
        write.setLong(4, head.again());
        write.setString(5, head.skey());
        write.addBatch();
      }
      write.executeBatch();
    }
  }

  private static List<List<String>> parts(SortedSet<String> skeys) {
    List<String> all = List.copyOf(skeys);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += KEYS) {
      parts.add(all.subList(from, Math.min(from + KEYS, all.size())));
    }
    return parts;
  }
}
