/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.testkit.time.MutableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHeadsTest {
  private static final Key KEY = new Key("alice");

  private final MutableClock clock = MutableClock.atNow();
  private final long tick = Mid.at(clock.instant());
  private long push;

  private KeyHead head(String skey, long last) {
    KeyHead head = new KeyHead(skey);
    head.has(last);
    return head;
  }

  private Appended append(SqlMessageStore store) {
    LogEntry entry = LogEntry.of(Payload.of("1"), clock.instant().getEpochSecond() + 60, ++push);
    return store.append(List.of(new Append(KEY, tick, entry))).get(0).orElseThrow();
  }

  @Test
  void find_knowsWhatWasCommittedLast_andNoMoreKeysThanTheBound() {
    KnownHeads known = new KnownHeads(2);
    known.committed(List.of(head("a", 4), head("b", 8)));
    known.committed(List.of(head("a", 12)));
    known.committed(List.of(head("c", 16)));

    assertThat(known.find("b")).as("used longest ago").isNull();
    assertThat(Objects.requireNonNull(known.find("a")).last()).isEqualTo(12);
    assertThat(Objects.requireNonNull(known.find("a")).isChanged()).isFalse();
    known.uncertain(List.of("a"));
    assertThat(known.find("a")).isNull();
    assertThat(known.find("c")).isNotNull();
  }

  @Test
  void appendAfterOneThatFailed_readsWhatTheDatabaseHas(@TempDir Path folder) throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("messages") + ";DB_CLOSE_ON_EXIT=FALSE";
    JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");
    try (TestDatabase database = new TestDatabase(url, connections)) {
      SqlMessageStore store = database.open(new Retention(clock, 5, Duration.ofDays(1)));
      assertThat(append(store)).isEqualTo(Appended.after(0, tick));
      assertThat(append(store)).isEqualTo(Appended.after(tick, tick + Mid.STEP));
      database.execute("alter table private_msg rename to away");
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> append(store));
      database.execute("alter table away rename to private_msg");
      // as if the answer to a commit had been lost
      database.insertMessage(KEY, tick + 400, clock.instant().getEpochSecond() + 60, 7L);

      assertThat(append(store)).isEqualTo(Appended.after(tick + 400, tick + 400 + Mid.STEP));
    } finally {
      connections.dispose();
    }
  }
}
