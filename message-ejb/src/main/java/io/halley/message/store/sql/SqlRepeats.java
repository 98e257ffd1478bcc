/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pushes of one batch that may have been appended before without a name: those that are asked
 * for again, and those to keys of which somebody has lately appended one that was. Nothing is asked
 * for the others.
 */
final class SqlRepeats {
  private static final String SELECT =
      "select skey, push_id, mid from private_msg where mid >= ? and skey in (";

  private record Push(String skey, long id) {}

  private final Map<String, KeyHead> heads;
  private final long repeatableFrom;
  private final Map<Push, Long> mids = new HashMap<>();

  private SqlRepeats(Map<String, KeyHead> heads, long repeatableFrom) {
    this.heads = heads;
    this.repeatableFrom = repeatableFrom;
  }

  /**
   * @param heads of the batch's keys
   */
  static SqlRepeats of(
      Connection connection, List<Append> batch, Map<String, KeyHead> heads, Retention retention)
      throws SQLException {
    SqlRepeats repeats = new SqlRepeats(heads, retention.repeatableFrom());
    Set<Push> pushes = new HashSet<>();
    SortedSet<String> skeys = new TreeSet<>();
    for (Append message : batch) {
      if (repeats.mayRepeat(message)) {
        pushes.add(push(message));
        skeys.add(message.key().value());
      }
    }
    if (!skeys.isEmpty()) {
      repeats.find(connection, skeys, pushes);
    }
    return repeats;
  }

  /** The mid that the message's push has, if it is a repetition. */
  OptionalLong mid(Append message) {
    Long mid = mayRepeat(message) ? mids.get(push(message)) : null;
    return mid == null ? OptionalLong.empty() : OptionalLong.of(mid);
  }

  /** Takes note of a message that is written, for those behind it in the batch. */
  void written(Append message, long mid) {
    mids.put(push(message), mid);
  }

  private boolean mayRepeat(Append message) {
    KeyHead head = heads.get(message.key().value());
    return message.entry().again() || (head != null && head.again() >= repeatableFrom);
  }

  /** A range of each key's index: rows are few there, and an index of pushes would cost each. */
  private void find(Connection connection, SortedSet<String> skeys, Set<Push> pushes)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + SqlLists.places(skeys.size()) + ")")) {
      select.setLong(1, repeatableFrom);
      SqlLists.bind(select, 2, skeys);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          // 0, which is no push, where a row of before has none
          Push push = new Push(found.getString(1), found.getLong(2));
          if (pushes.contains(push)) {
            mids.merge(push, found.getLong(3), Math::min);
          }
        }
      }
    }
  }

  private static Push push(Append message) {
    return new Push(message.key().value(), message.pushId());
  }
}
