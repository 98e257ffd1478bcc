/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.store.Append;
import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
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
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the tables, and what is left of it after the database is opened anew. */
class H2FileTest {
  private static final Key KEY = new Key("alice");
  private static final int CAP = 5;
  private static final List<String> TABLES =
      List.of("private_msg", "lost_mid", "subscriber_token", "named_push");
  private static final long NAMED = PushIds.named("a push");

  private final MutableClock clock = MutableClock.atNow();
  private final long now = clock.instant().getEpochSecond();
  @TempDir private Path folder = Path.of("");
  private JdbcConnectionPool connections;
  private TestDatabase database;
  private SqlMessageStore store;

  @BeforeEach
  void open() {
    String url =
        "jdbc:h2:file:" + folder.resolve("messages") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    connections = JdbcConnectionPool.create(url, "sa", "");
    database = new TestDatabase(url, connections);
    store = database.open(new Retention(clock, CAP, Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    database.close();
    connections.dispose();
  }

  @Test
  void whatWasAnswered_isThereAfterReopening() {
    append(4, 60);
    store.addToken(KEY, TokenHash.of("token"));
    store.raiseMidCeiling(400);
    close();

    open();

    assertThat(store.after(KEY, 0).messages()).containsExactly(new Message(4, Payload.of("1")));
    assertThat(store.useToken(KEY, TokenHash.of("token"))).isEqualTo(TokenCheck.VALID);
    assertThat(store.raiseMidCeiling(0)).isEqualTo(400);
  }

  @Test
  void tablesOfBefore_makeRoomForKeysOf64CodePoints_andKeepWhatTheyHold() throws SQLException {
    append(4, 60);
    store.addToken(KEY, TokenHash.of("token"));
    for (String table : TABLES) {
      database.execute("alter table " + table + " alter column skey varchar(64) not null");
    }
    close();

    open();

    Key longest = new Key("😀".repeat(64));
    store.append(List.of(new Append(longest, 4, entry(60, NAMED))));
    store.addToken(longest, TokenHash.of("token"));
    assertThat(store.after(longest, 0).messages()).hasSize(1);
    store.delete(longest);
    assertThat(store.after(longest, 0).messages()).isEmpty();
    assertThat(store.after(KEY, 0).messages()).hasSize(1);
    assertThat(store.useToken(KEY, TokenHash.of("token"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  void keyUnderSteadyPushes_doesNotGrowWithoutBound() throws SQLException {
    LongStream.rangeClosed(1, 1_000).forEach(i -> append(4 * i, 60));

    // trimmed at random, one save in CAP: twenty times the cap has odds of one in 10^8
    assertThat(count("private_msg")).isBetween(CAP, 20 * CAP);
    assertThat(store.after(KEY, 0).messages())
        .extracting(Message::mid)
        .containsExactly(3_984L, 3_988L, 3_992L, 3_996L, 4_000L);
  }

  @Test
  void batchOfWhichTheDatabaseRefusesOne_leavesNothingBehind() throws SQLException {
    append(8, 60);
    database.execute("alter table private_msg add constraint no_16 check (mid <> 16)");

    assertThatThrownBy(
            () ->
                store.append(
                    List.of(
                        new Append(KEY, 12, LogEntry.of(Payload.of("1"), now + 60, NAMED)),
                        message(16, 60),
                        new Append(KEY, 20, LogEntry.of(Payload.of("1"), 0, 1)))))
        .isInstanceOf(BatchRefusedException.class)
        .hasMessageNotContaining(KEY.value());

    assertThat(store.after(KEY, 0).messages()).extracting(Message::mid).containsExactly(8L);
    assertThat(store.after(KEY, 0).head()).isEqualTo(8);
    assertThat(store.append(List.of(new Append(KEY, 12, entry(60, NAMED)))))
        .containsExactly(Optional.of(Appended.after(8, 12)));
  }

  @Test
  void plainAppends_writeNoHead() throws SQLException {
    for (int i = 0; i < CAP / 2; i++) {
      store.append(
          IntStream.range(0, 10)
              .mapToObj(k -> new Append(new Key("k" + k), 4, entry(60, 1)))
              .toList());
    }

    assertThat(count("private_msg")).isEqualTo(CAP / 2 * 10);
    assertThat(count("lost_mid")).as("the row of no key").isEqualTo(1);
  }

  @Test
  void deleteExpired_goesInSlices_andLeavesWhatLives() throws SQLException {
    Key other = new Key("bob");
    for (int i = 1; i <= 10; i++) {
      store.append(List.of(new Append(new Key("k" + i), 4, entry(10, 1))));
    }
    store.append(List.of(new Append(other, 4, entry(11, 1))));
    store.addToken(KEY, TokenHash.of("token"));
    clock.advance(Duration.ofSeconds(10));

    assertThat(store.deleteExpired(4)).isEqualTo(4);
    assertThat(store.deleteExpired(4)).isEqualTo(4);
    assertThat(store.deleteExpired(4)).isEqualTo(2);
    assertThat(store.deleteExpired(4)).isZero();
    assertThat(count("private_msg")).isEqualTo(1);
    assertThat(count("subscriber_token")).isEqualTo(1);

    clock.advance(Duration.ofDays(1));
    store.deleteExpired(4);
    assertThat(count("subscriber_token")).isZero();
  }

  @Test
  void databaseThatIsGone_isToldWithItsPlace() {
    SqlMessageStore gone =
        new SqlMessageStore(
            "jdbc:h2:tcp://user:secret@127.0.0.1:1/x;PASSWORD=secret",
            JdbcConnectionPool.create("jdbc:h2:tcp://127.0.0.1:1/x", "sa", "secret"),
            database.transactions(),
            new Retention(clock, CAP, Duration.ofDays(1)),
            () -> {});

    assertThatThrownBy(gone::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:h2:tcp://127.0.0.1:1/x cannot be reached")
        .hasMessageNotContaining("secret");
  }

  private void append(long mid, long seconds) {
    store.append(List.of(message(mid, seconds)));
  }

  private Append message(long mid, long seconds) {
    return new Append(KEY, mid, entry(seconds, 1));
  }

  private LogEntry entry(long seconds, long push) {
    return LogEntry.of(Payload.of("1"), now + seconds, push);
  }

  private int count(String table) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getInt(1);
    }
  }
}
