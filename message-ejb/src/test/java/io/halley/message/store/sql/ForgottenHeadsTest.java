/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the heads of logs stay. */
class ForgottenHeadsTest {
  private static final Key KEY = new Key("alice");
  private static final Key OTHER = new Key("bob");
  private static final Duration DAY = Duration.ofDays(1);

  private final MutableClock clock = MutableClock.atNow();
  private JdbcConnectionPool connections;
  private TestDatabase database;
  private SqlMessageStore store;

  @BeforeEach
  void open() {
    String url = "jdbc:h2:mem:forgotten-heads;DB_CLOSE_DELAY=-1";
    connections = JdbcConnectionPool.create(url, "sa", "");
    database = new TestDatabase(url, connections);
    store = database.open(new Retention(clock, 5, DAY));
  }

  @AfterEach
  void close() throws SQLException {
    database.execute("shutdown");
    database.close();
    connections.dispose();
  }

  @Test
  void deleteExpired_forgetsWhatWasLostLongAgo_inSlices() throws SQLException {
    append(KEY, expiry(10));
    append(OTHER, expiry(10));
    clock.advance(DAY);
    store.deleteExpired(100);
    clock.advance(Retention.LOSS_KEPT.minus(DAY).minusSeconds(5));
    store.deleteExpired(100);
    assertThat(rows()).as("those of two keys and of none").isEqualTo(3);

    clock.advance(Duration.ofSeconds(10));
    store.deleteExpired(1);
    assertThat(rows()).isEqualTo(2);
    store.deleteExpired(1);
    assertThat(rows()).isEqualTo(1);
    assertThat(store.after(KEY, 0).complete()).isTrue();
  }

  @Test
  void deleteExpired_keepsTheHead_whileAcknowledgedMessagesAreThere() throws SQLException {
    long mid = append(KEY, expiry(DAY.multipliedBy(200).toSeconds()));
    store.acknowledge(List.of(new Acknowledgement(KEY, mid)));
    assertThat(number("select count(*) from private_msg")).as("may be repeated").isEqualTo(1);
    clock.advance(Retention.LOSS_KEPT.plus(DAY));

    store.deleteExpired(100);

    assertThat(store.after(KEY, 0).messages()).isEmpty();
    store.acknowledge(List.of(new Acknowledgement(KEY, mid)));
    assertThat(number("select count(*) from private_msg")).isZero();
    store.deleteExpired(100);
    assertThat(rows()).as("that of no key").isEqualTo(1);
  }

  @Test
  void deleteExpired_keepsWhatWasGiven_asLongAsWhatWasLost() throws SQLException {
    long given = append(KEY, LogEntry.NOT_KEPT);
    clock.advance(Retention.LOSS_KEPT.minus(DAY));
    store.deleteExpired(100);
    assertThat(store.after(KEY, 0)).isEqualTo(new Backlog(List.of(), given, true));

    clock.advance(DAY.multipliedBy(2));
    store.deleteExpired(100);
    assertThat(rows()).as("that of no key").isEqualTo(1);
  }

  @Test
  void append_afterWhatWasAcknowledgedAndSwept_isAboveIt() {
    long ahead = Mid.plusSeconds(Mid.at(clock.instant()), DAY.toSeconds());
    LogEntry entry = LogEntry.of(Payload.of("1"), expiry(10), 1);
    store.append(List.of(new Append(KEY, ahead, entry)));
    store.acknowledge(List.of(new Acknowledgement(KEY, ahead)));
    clock.advance(Duration.ofMinutes(20));
    store.deleteExpired(100);

    assertThat(store.append(List.of(new Append(KEY, 4, entry))))
        .containsExactly(Optional.of(Appended.after(ahead, ahead + Mid.STEP)));
  }

  private long append(Key key, long expiresAt) {
    clock.advance(Duration.ofNanos(400));
    long mid = Mid.at(clock.instant());
    LogEntry entry = LogEntry.of(Payload.of("1"), expiresAt, 1);
    assertThat(store.append(List.of(new Append(key, mid, entry))).get(0).orElseThrow().mid())
        .isEqualTo(mid);
    return mid;
  }

  private long expiry(long seconds) {
    return clock.instant().getEpochSecond() + seconds;
  }

  private long rows() throws SQLException {
    return number("select count(*) from lost_mid");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }
}
