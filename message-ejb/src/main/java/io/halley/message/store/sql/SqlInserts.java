/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.StoredMessage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;

/**
 * Adds rows to {@code private_msg}, over the transaction's own connection: this is what a push
 * waits for, and an entity each would cost more than its row.
 */
final class SqlInserts {
  private static final String INSERT =
      "insert into private_msg (skey, mid, ttl, msg, push_id) values (?, ?, ?, ?, ?)";

  private static final Comparator<StoredMessage> BY_KEY =
      Comparator.comparing(message -> message.key().value());

  private SqlInserts() {}

  /**
   * @throws PersistenceException with what the database's driver threw
   */
  static void insert(EntityManager rows, List<StoredMessage> batch) {
    Connection connection = rows.unwrap(Connection.class);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      // neighbours in the index one after the other; a key's own stay in order
      for (StoredMessage message : batch.stream().sorted(BY_KEY).toList()) {
        insert.setString(1, message.key().value());
        insert.setLong(2, message.mid());
        insert.setLong(3, message.expiresAt());
        insert.setBytes(4, message.payload().utf8());
        if (message.hasRivals()) {
          insert.setLong(5, message.pushId());
        } else {
          insert.setNull(5, Types.BIGINT);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }
}
