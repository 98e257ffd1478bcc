/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static io.halley.message.store.SaveOutcome.Plain.SAVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.testkit.time.MutableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
    database().open(retention).save(List.of(message(key, 8, 0)));
    database().execute("alter table private_msg drop column push_id");

    SqlMessageStore store = database().open(retention);
    database().open(retention);

    assertThat(store.findAfter(key, 0).messages()).extracting(Message::mid).containsExactly(8L);
    assertThat(store.save(List.of(message(key, 8, 7), message(key, 12, 7), message(key, 16, 7))))
        .containsExactly(
            new SaveOutcome.Met(new Conflict(key, Kind.STALE, 8)),
            new SaveOutcome.Met(new Conflict(key, Kind.UNSEEN, 8)),
            new SaveOutcome.Met(new Conflict(key, Kind.REPEATED, 12)));
    assertThat(store.save(List.of(message(key, 20, 0)))).containsExactly(SAVED);
  }

  private StoredMessage message(Key key, long mid, long pushId) {
    long expiry = clock().instant().getEpochSecond() + 60;
    return new StoredMessage(key, mid, expiry, Payload.of("1"), pushId, 0);
  }
}
