/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Deletes what keys have above the cap, over the transaction's own connection: pushes wait for this
 * too, and a large batch trims hundreds of keys.
 */
final class SqlTrims {
  private static final String NEWEST_TOO_OLD =
      "select mid from private_msg where skey = ? order by mid desc limit 1 offset ?";
  private static final String DELETE = "delete from private_msg where skey = ? and mid <= ?";

  private SqlTrims() {}

  /** The highest mid that was deleted, of each key that had too many. */
  static SortedMap<String, Long> trim(Connection connection, Collection<String> skeys, int cap)
      throws SQLException {
    SortedMap<String, Long> highest = new TreeMap<>();
    try (PreparedStatement find = connection.prepareStatement(NEWEST_TOO_OLD);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      find.setInt(2, cap);
      for (String skey : skeys) {
        find.setString(1, skey);
        try (ResultSet tooOld = find.executeQuery()) {
          if (tooOld.next()) {
            highest.put(skey, tooOld.getLong(1));
          }
        }
      }
      for (Map.Entry<String, Long> key : highest.entrySet()) {
        delete.setString(1, key.getKey());
        delete.setLong(2, key.getValue());
        delete.addBatch();
      }
      if (!highest.isEmpty()) {
        delete.executeBatch();
      }
    }
    return highest;
  }
}
