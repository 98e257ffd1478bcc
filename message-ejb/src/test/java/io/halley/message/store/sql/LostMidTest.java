/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.testkit.time.MutableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table of lost mids remembers, and for how long. */
class LostMidTest {
  private static final Key KEY = new Key("alice");
  private static final Key OTHER = new Key("bob");
  private static final int CAP = 5;
  private static final Duration DAY = Duration.ofDays(1);

  private final MutableClock clock = MutableClock.atNow();
  private final Retention retention = new Retention(clock, CAP, DAY);
  private JdbcConnectionPool connections;
  private TestDatabase database;
  private SqlMessageStore store;
  private long lastMid;

  @BeforeEach
  void open(@TempDir Path folder) {
    String url = "jdbc:h2:file:" + folder.resolve("messages") + ";DB_CLOSE_ON_EXIT=FALSE";
    connections = JdbcConnectionPool.create(url, "sa", "");
    database = new TestDatabase(url, connections);
    store = database.open(retention);
  }

  @AfterEach
  void close() {
    database.close();
    connections.dispose();
  }

  @Test
  void deleteExpired_notesTheHighestOfEachKey() throws SQLException {
    long first = save(KEY, 10);
    long last = save(KEY, 10);
    long others = save(OTHER, 10);
    long stays = save(OTHER, 600);
    clock.advance(Duration.ofSeconds(10));

    assertThat(store.deleteExpired(100)).isEqualTo(3);

    assertThat(lost(KEY)).isEqualTo(last);
    assertThat(lost(OTHER)).isEqualTo(others);
    assertThat(store.findAfter(KEY, first).complete()).isFalse();
    assertThat(store.findAfter(KEY, last).complete()).isTrue();
    assertThat(store.findAfter(OTHER, others).complete()).isTrue();
    assertThat(store.findAfter(OTHER, others - Mid.STEP).complete()).isFalse();
    assertThat(store.findAfter(OTHER, stays).complete()).isTrue();
  }

  @Test
  void deleteExpired_inSlices_neverLowersWhatWasNoted() throws SQLException {
    save(KEY, 30);
    long last = save(KEY, 10);
    clock.advance(Duration.ofSeconds(30));

    assertThat(store.deleteExpired(1)).isEqualTo(1);
    assertThat(lost(KEY)).isEqualTo(last);
    assertThat(store.deleteExpired(1)).isEqualTo(1);
    assertThat(store.deleteExpired(1)).isZero();

    assertThat(lost(KEY)).isEqualTo(last);
  }

  @Test
  void save_thatTrims_notesWhatItTrimmed() throws SQLException {
    // one save in five trims, at random
    long newest = 0;
    for (int i = 0; i < 200; i++) {
      newest = save(KEY, 600);
    }

    assertThat(lost(KEY)).isPositive().isLessThan(newest - (CAP - 1) * 4L);
    assertThat(store.findAfter(KEY, lost(KEY) - 1).complete()).isFalse();
  }

  @Test
  void save_ofManyKeys_notesWhatItTrimmed_ofEach() throws SQLException {
    List<Key> keys = IntStream.range(0, 40).mapToObj(i -> new Key("key-" + i)).toList();
    // keys that are noted for the first time are trimmed together with others, again and again
    for (int i = 0; i < 40; i++) {
      saveAll(keys);
    }

    for (Key key : keys) {
      String ofKey = " from private_msg where skey = '" + key + "'";
      long removed = 40 - number("select count(*)" + ofKey);
      assertThat(removed).isPositive();
      long oldest = number("select min(mid)" + ofKey);
      assertThat(lost(key)).isEqualTo(oldest - Mid.STEP);
      assertThat(store.findAfter(key, 0).messages()).hasSize(CAP);
    }
  }

  @Test
  void findAfter_aMidOfLongAgo_isNeverComplete_butThatOfANewClientIs() {
    long mid = save(KEY, 10);
    clock.advance(DAY);
    store.deleteExpired(100);
    assertThat(store.findAfter(KEY, mid).complete()).isTrue();

    clock.advance(Retention.LOSS_MEMORY);

    assertThat(store.findAfter(KEY, mid).complete()).isFalse();
    assertThat(store.findAfter(OTHER, mid).complete()).isFalse();
    assertThat(store.findAfter(OTHER, 0).complete()).isTrue();
    assertThat(store.findAfter(OTHER, Mid.at(clock.instant())).complete()).isTrue();
  }

  @Test
  void deleteExpired_forgetsWhatWasLostLongAgo_inSlices() throws SQLException {
    save(KEY, 10);
    save(OTHER, 10);
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
    assertThat(store.findAfter(KEY, 0).complete()).isTrue();
  }

  @Test
  void open_overMessagesOfBefore_knowsNothingOfWhatWasLostBefore() throws SQLException {
    long older = save(KEY, 600);
    long newest = save(OTHER, 600);
    execute("drop table lost_mid");

    store = database.open(retention);
    store = database.open(retention);

    assertThat(store.findAfter(KEY, older - Mid.STEP).complete()).isFalse();
    assertThat(store.findAfter(KEY, older).complete()).isFalse();
    assertThat(store.findAfter(KEY, newest).complete()).isTrue();
    long next = save(KEY, 600);
    assertThat(store.findAfter(KEY, newest).messages()).hasSize(1);
    assertThat(store.findAfter(KEY, newest).complete()).isTrue();
    assertThat(store.findAfter(KEY, next).complete()).isTrue();
    clock.advance(Retention.LOSS_KEPT.plus(DAY));
    assertThat(store.findAfter(new Key("carol"), 0).complete()).isTrue();
  }

  @Test
  void open_again_changesNothing() {
    long first = save(KEY, 600);
    save(KEY, 600);

    store = database.open(retention);

    assertThat(store.findAfter(KEY, 0).complete()).isTrue();
    assertThat(store.findAfter(KEY, first).complete()).isTrue();
  }

  private long save(Key key, long expireSeconds) {
    clock.advance(Duration.ofNanos(400));
    long mid = Mid.at(clock.instant());
    long expiry = clock.instant().getEpochSecond() + expireSeconds;
    assertThat(store.save(List.of(new StoredMessage(key, mid, expiry, Payload.of("1")))))
        .containsExactly(SaveOutcome.Plain.SAVED);
    return mid;
  }

  private void saveAll(List<Key> keys) {
    lastMid = lastMid == 0 ? Mid.at(clock.instant()) : lastMid + Mid.STEP;
    long expiry = clock.instant().getEpochSecond() + 600;
    assertThat(
            store.save(
                keys.stream()
                    .map(key -> new StoredMessage(key, lastMid, expiry, Payload.of("1")))
                    .toList()))
        .containsOnly(SaveOutcome.Plain.SAVED);
  }

  private long lost(Key key) throws SQLException {
    return number("select mid from lost_mid where skey = '" + key + "'");
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

  private void execute(String sql) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
