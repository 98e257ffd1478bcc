/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes heads of which nothing matters any more. Each call looks at the next few, by key, and
 * after the last at the first again: what lies between is long enough for all to have their turn.
 */
final class SqlForgottenHeads {
  /** Heads that one call looks at, at the most. */
  private static final int AT_A_TIME = 1_024;

  private static final String NEXT =
      "select skey from lost_mid where skey > ? order by skey limit ?";

  /** Messages that somebody has acknowledged, and that are still there, need the head. */
  private static final String DELETE =
      "delete from lost_mid where mid < ? and given < ? and forgotten < ? and again < ?"
          + " and not exists (select 1 from private_msg m where m.skey = lost_mid.skey)"
          + " and skey in (";

  private final Retention retention;

  /** The last one that was looked at. The row of no key is never above it. */
  private volatile String last = "";

  SqlForgottenHeads(Retention retention) {
    this.retention = retention;
  }

  /**
   * @param limit how many are looked at, at the most
   */
  void delete(Connection connection, int limit) throws SQLException {
    int atATime = Math.min(limit, AT_A_TIME);
    List<String> next = next(connection, atATime);
    if (!next.isEmpty()) {
      delete(connection, next);
    }
    last = next.size() < atATime ? "" : next.get(next.size() - 1);
  }

  private List<String> next(Connection connection, int limit) throws SQLException {
    List<String> skeys = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(NEXT)) {
      select.setString(1, last);
      select.setInt(2, limit);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          skeys.add(found.getString(1));
        }
      }
    }
    return skeys;
  }

  private void delete(Connection connection, List<String> skeys) throws SQLException {
    long kept = retention.midBefore(Retention.LOSS_KEPT);
    try (PreparedStatement delete =
        connection.prepareStatement(DELETE + SqlLists.places(skeys.size()) + ")")) {
      for (int place = 1; place <= 4; place++) {
        delete.setLong(place, kept);
      }
      SqlLists.bind(delete, 5, skeys);
      delete.executeUpdate();
    }
  }
}
