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
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tables that an older version made are brought up to date, and what they hold stays. */
interface SchemaContract {
  TestDatabase database();

  MutableClock clock();

  @Test
  default void open_overATableWithoutPushIds_addsThem() throws SQLException {
    Retention retention = new Retention(clock(), 20, Duration.ofDays(1));
    Key key = new Key("schema-" + UUID.randomUUID());
    long mid = tick();
    append(database().open(retention), key, 1);
    database().execute("alter table private_msg drop column push_id");

    SqlMessageStore store = database().open(retention);
    database().open(retention);

    assertThat(store.after(key, 0).messages()).extracting(Message::mid).containsExactly(mid);
    assertThat(append(store, key, 7)).isEqualTo(Appended.after(mid, mid + 4));
    assertThat(again(store, key, 7)).isEqualTo(Appended.repeated(mid + 4));
    assertThat(append(store, key, 8)).isEqualTo(Appended.after(mid + 4, mid + 8));
  }

  @Test
  default void open_overTheTablesOfTheBuildBefore_goesOnWhereTheyEnd() throws SQLException {
    Retention retention = new Retention(clock(), 20, Duration.ofDays(1));
    Key key = new Key("schema-" + UUID.randomUUID());
    Key gone = new Key("schema-" + UUID.randomUUID());
    database().open(retention);
    for (String column : List.of("given", "forgotten", "again")) {
      database().execute("alter table lost_mid drop column " + column);
    }
    long ahead = Mid.plusSeconds(tick(), 60);
    database().insertLost(key, ahead);
    database().insertLost(gone, ahead + 400);
    database().insertMessage(key, ahead + 4, expiry(), null);
    database().insertMessage(key, ahead + 8, expiry(), 7L);

    SqlMessageStore store = database().open(retention);
    database().open(retention);

    Backlog all = store.after(key, ahead);
    assertThat(all.messages()).extracting(Message::mid).containsExactly(ahead + 4, ahead + 8);
    assertThat(all).matches(Backlog::complete).extracting(Backlog::head).isEqualTo(ahead + 8);
    assertThat(store.after(key, 0).complete()).isFalse();
    assertThat(store.after(gone, 0)).isEqualTo(new Backlog(List.of(), ahead + 400, false));
    assertThat(again(store, key, 7)).isEqualTo(Appended.repeated(ahead + 8));
    assertThat(append(store, key, 8)).isEqualTo(Appended.after(ahead + 8, ahead + 12));
    assertThat(append(store, gone, 8)).isEqualTo(Appended.after(ahead + 400, ahead + 404));

    store.acknowledge(List.of(new Acknowledgement(key, ahead + 8)));
    assertThat(store.after(key, 0).messages()).extracting(Message::mid).containsExactly(ahead + 12);
    assertThat(again(store, key, 7)).isEqualTo(Appended.repeated(ahead + 8));
  }

  private Appended append(SqlMessageStore store, Key key, long push) {
    return append(store, key, LogEntry.of(Payload.of("1"), expiry(), push));
  }

  private Appended again(SqlMessageStore store, Key key, long push) {
    return append(store, key, LogEntry.of(Payload.of("1"), expiry(), push).onceMore());
  }

  private Appended append(SqlMessageStore store, Key key, LogEntry entry) {
    List<Optional<Appended>> answers = store.append(List.of(new Append(key, tick(), entry)));
    assertThat(answers).hasSize(1);
    return answers.get(0).orElseThrow();
  }

  private long tick() {
    return Mid.at(clock().instant());
  }

  private long expiry() {
    return clock().instant().getEpochSecond() + 60;
  }
}
