/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * Adds rows to {@code private_msg}, over the transaction's own connection: this is what a push
 * waits for, and an entity each would cost more than its row.
 */
final class SqlInserts {
  private static final String INSERT =
      "insert into private_msg (skey, mid, ttl, msg, push_id) values (?, ?, ?, ?, ?)";

  private static final Comparator<Numbered> BY_KEY =
      Comparator.comparing(message -> message.append().key().value());

  private SqlInserts() {}

  static void insert(Connection connection, List<Numbered> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      // neighbours in the index one after the other; a key's own stay in order
      for (Numbered each : messages.stream().sorted(BY_KEY).toList()) {
        insert.setString(1, each.append().key().value());
        insert.setLong(2, each.mid());
        insert.setLong(3, each.append().expiresAt());
        insert.setBytes(4, each.append().payload().utf8());
        insert.setLong(5, each.append().pushId());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
