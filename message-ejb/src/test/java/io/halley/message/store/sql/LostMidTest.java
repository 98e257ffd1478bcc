/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the heads of logs note of messages that are removed. */
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
  private long push;

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
    long first = append(KEY, 10);
    long last = append(KEY, 10);
    long others = append(OTHER, 10);
    long stays = append(OTHER, 600);
    clock.advance(Duration.ofSeconds(10));

    assertThat(store.deleteExpired(100)).isEqualTo(3);

    assertThat(lost(KEY)).isEqualTo(last);
    assertThat(lost(OTHER)).isEqualTo(others);
    assertThat(store.after(KEY, first).complete()).isFalse();
    assertThat(store.after(KEY, last).complete()).isTrue();
    assertThat(store.after(OTHER, others).complete()).isTrue();
    assertThat(store.after(OTHER, others - Mid.STEP).complete()).isFalse();
    assertThat(store.after(OTHER, stays).complete()).isTrue();
  }

  @Test
  void deleteExpired_inSlices_neverLowersWhatWasNoted() throws SQLException {
    append(KEY, 30);
    long last = append(KEY, 10);
    clock.advance(Duration.ofSeconds(30));

    assertThat(store.deleteExpired(1)).isEqualTo(1);
    assertThat(lost(KEY)).isEqualTo(last);
    assertThat(store.deleteExpired(1)).isEqualTo(1);
    assertThat(store.deleteExpired(1)).isZero();

    assertThat(lost(KEY)).isEqualTo(last);
  }

  @Test
  void append_thatTrims_notesWhatItTrimmed() throws SQLException {
    // one append in five trims, at random
    long newest = 0;
    for (int i = 0; i < 200; i++) {
      newest = append(KEY, 600);
    }

    assertThat(lost(KEY)).isPositive().isLessThan(newest - (CAP - 1) * 4L);
    assertThat(store.after(KEY, lost(KEY) - 1).complete()).isFalse();
  }

  @Test
  void append_ofManyKeys_notesWhatItTrimmed_ofEach() throws SQLException {
    List<Key> keys = IntStream.range(0, 40).mapToObj(i -> new Key("key-" + i)).toList();
    // keys that are noted for the first time are trimmed together with others, again and again
    for (int i = 0; i < 40; i++) {
      appendAll(keys);
    }

    for (Key key : keys) {
      String ofKey = " from private_msg where skey = '" + key + "'";
      long removed = 40 - number("select count(*)" + ofKey);
      assertThat(removed).isPositive();
      long oldest = number("select min(mid)" + ofKey);
      assertThat(lost(key)).isEqualTo(oldest - Mid.STEP);
      assertThat(store.after(key, 0).messages()).hasSize(CAP);
    }
  }

  @Test
  void after_aMidOfLongAgo_isNeverComplete_butThatOfANewClientIs() {
    long mid = append(KEY, 10);
    clock.advance(DAY);
    store.deleteExpired(100);
    assertThat(store.after(KEY, mid).complete()).isTrue();

    clock.advance(Retention.LOSS_MEMORY);

    assertThat(store.after(KEY, mid).complete()).isFalse();
    assertThat(store.after(OTHER, mid).complete()).isFalse();
    assertThat(store.after(OTHER, 0).complete()).isTrue();
    assertThat(store.after(OTHER, Mid.at(clock.instant())).complete()).isTrue();
  }

  @Test
  void open_overMessagesOfBefore_knowsNothingOfWhatWasLostBefore() throws SQLException {
    long older = append(KEY, 600);
    long newest = append(OTHER, 600);
    database.execute("drop table lost_mid");

    store = database.open(retention);
    store = database.open(retention);

    assertThat(store.after(KEY, older - Mid.STEP).complete()).isFalse();
    assertThat(store.after(KEY, older).complete()).isFalse();
    assertThat(store.after(KEY, newest).complete()).isTrue();
    long next = append(KEY, 600);
    assertThat(store.after(KEY, newest).messages()).hasSize(1);
    assertThat(store.after(KEY, newest).complete()).isTrue();
    assertThat(store.after(KEY, next).complete()).isTrue();
    clock.advance(Retention.LOSS_KEPT.plus(DAY));
    assertThat(store.after(new Key("carol"), 0).complete()).isTrue();
  }

  @Test
  void open_again_changesNothing() {
    long first = append(KEY, 600);
    append(KEY, 600);

    store = database.open(retention);

    assertThat(store.after(KEY, 0).complete()).isTrue();
    assertThat(store.after(KEY, first).complete()).isTrue();
  }

  private long append(Key key, long expireSeconds) {
    LogEntry entry = LogEntry.of(Payload.of("1"), expiry(expireSeconds), ++push);
    clock.advance(Duration.ofNanos(400));
    long mid = Mid.at(clock.instant());
    List<Optional<Appended>> answers = store.append(List.of(new Append(key, mid, entry)));
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).orElseThrow().mid()).isEqualTo(mid);
    return mid;
  }

  private void appendAll(List<Key> keys) {
    lastMid = lastMid == 0 ? Mid.at(clock.instant()) : lastMid + Mid.STEP;
    LogEntry entry = LogEntry.of(Payload.of("1"), expiry(600), ++push);
    assertThat(store.append(keys.stream().map(key -> new Append(key, lastMid, entry)).toList()))
        .allSatisfy(answer -> assertThat(answer.orElseThrow().mid()).isEqualTo(lastMid));
  }

  private long expiry(long seconds) {
    return clock.instant().getEpochSecond() + seconds;
  }

  private long lost(Key key) throws SQLException {
    return number("select mid from lost_mid where skey = '" + key + "'");
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
