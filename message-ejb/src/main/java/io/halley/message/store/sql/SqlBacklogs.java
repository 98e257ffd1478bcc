/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads logs. */
final class SqlBacklogs {
  /**
   * The row of no key. Its mid is that of the newest message that was there before this table was,
   * when nobody took note of what was removed; the table's script makes it, and nothing changes it.
   */
  private static final String ALL_KEYS = "select mid from lost_mid where skey = ''";

  /** One statement, so that all of it is of one moment. One row where there are no messages. */
  private static final String SELECT =
      "select h.mid, h.given, h.forgotten, n.newest, m.mid, m.ttl, m.msg"
          + " from (select max(mid) as newest from private_msg where skey = ?) n"
          + " left join lost_mid h on h.skey = ?"
          + " left join (select mid, ttl, msg from private_msg where skey = ? and mid > ?"
          + " order by mid desc limit ?) m on 1 = 1"
          + " order by m.mid desc";

  private record Row(Message message, long ttl) {}

  private final Retention retention;
  private final long lostOfAll;

  private SqlBacklogs(Retention retention, long lostOfAll) {
    this.retention = retention;
    this.lostOfAll = lostOfAll;
  }

  /** After the table's script has run. */
  static SqlBacklogs of(Connection connection, Retention retention) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL_KEYS);
        ResultSet found = select.executeQuery()) {
      return new SqlBacklogs(retention, found.next() ? found.getLong(1) : 0);
    }
  }

  /** The newest rows up to the cap: older ones that are not trimmed yet are never seen. */
  Backlog after(Connection connection, Key key, long mid) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, key.value());
      select.setString(2, key.value());
      select.setString(3, key.value());
      select.setLong(4, mid);
      select.setInt(5, retention.cap() + 1);
      try (ResultSet found = select.executeQuery()) {
        found.next();
        KeyHead head =
            new KeyHead(key.value(), found.getLong(1), found.getLong(2), found.getLong(3), 0);
        head.has(found.getLong(4));
        return backlog(mid, head, newestFirst(found, head.forgotten()));
      }
    }
  }

  /** Those that somebody may read. What was acknowledged lies below them, and counts as lost. */
  private static List<Row> newestFirst(ResultSet found, long forgotten) throws SQLException {
    List<Row> rows = new ArrayList<>();
    do {
      // null, where there is none, is 0
      long mid = found.getLong(5);
      if (mid > forgotten && !found.wasNull()) {
        rows.add(new Row(new Message(mid, Payload.ofUtf8(found.getBytes(7))), found.getLong(6)));
      }
    } while (found.next());
    return rows;
  }

  private Backlog backlog(long mid, KeyHead head, List<Row> newestFirst) {
    long now = retention.now();
    List<Message> live = new ArrayList<>();
    newestFirst.stream()
        .limit(retention.cap())
        .filter(row -> row.ttl > now)
        .forEach(row -> live.add(row.message));
    Collections.reverse(live);
    boolean complete =
        live.size() == newestFirst.size()
            && !retention.forgets(mid)
            && !isLostAfter(mid, head.lost())
            && !isLostAfter(mid, lostOfAll);
    return new Backlog(live, head.last(), complete);
  }

  private boolean isLostAfter(long mid, long lost) {
    return lost > mid && lost >= retention.midBefore(Retention.LOSS_KEPT);
  }
}
