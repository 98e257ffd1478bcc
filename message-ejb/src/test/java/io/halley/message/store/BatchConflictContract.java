/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import static io.halley.message.store.SaveOutcome.Plain.SAVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.Push;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the messages of one batch meet, in the store and of each other. */
public interface BatchConflictContract {
  /** A store, open, which goes by this clock. */
  MessageStore store();

  /** Tells the time to the store. */
  MutableClock clock();

  @Test
  default void batch_ofOnePushTwiceForAKey_savesTheFirst() {
    Batch batch = new Batch(this).of(1, 8, 0).of(1, 12, 0).of(1, 8, 0).of(1, 4, 0);

    assertThat(batch.save())
        .containsExactly(
            SAVED,
            batch.met(Kind.REPEATED, 8),
            batch.met(Kind.REPEATED, 8),
            batch.met(Kind.REPEATED, 8));
    assertThat(batch.stored()).containsExactly(8L);
  }

  @Test
  default void batch_ofTwoForAKey_seesItsOwn() {
    Batch batch =
        new Batch(this).of(1, 8, 0).of(2, 8, 0).of(3, 4, 0).of(4, 12, 0).of(5, 16, 12).of(6, 20, 8);

    assertThat(batch.save())
        .containsExactly(
            SAVED,
            batch.met(Kind.STALE, 8),
            batch.met(Kind.STALE, 8),
            batch.met(Kind.UNSEEN, 8),
            SAVED,
            batch.met(Kind.UNSEEN, 16));
    assertThat(batch.stored()).containsExactly(8L, 12L, 16L, 20L);
  }

  @Test
  default void batch_withUnrepeatedPushes_seesThemToo() {
    Batch batch =
        new Batch(this)
            .of(Push.UNREPEATED, 8, 8)
            .of(1, 8, 0)
            .of(2, 12, 4)
            .of(Push.UNREPEATED, 4, 4);

    assertThat(batch.save())
        .containsExactly(SAVED, batch.met(Kind.STALE, 8), batch.met(Kind.UNSEEN, 8), SAVED);
    assertThat(batch.stored()).containsExactly(4L, 8L, 12L);
  }

  @Test
  default void batch_ofManyKeys_meetsWhatIsStored_inEach() {
    List<Batch> before = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Batch one = new Batch(this).of(1, 40, 0);
      assertThat(one.save()).containsExactly(SAVED);
      before.add(one);
    }
    List<StoredMessage> all = new ArrayList<>();
    List<SaveOutcome> expected = new ArrayList<>();
    for (Batch one : before) {
      all.add(one.message(2, 40, 0));
      expected.add(one.met(Kind.STALE, 40));
      all.add(one.message(3, 44, 40));
      expected.add(SAVED);
      all.add(one.message(1, 48, 36));
      expected.add(one.met(Kind.REPEATED, 40));
      all.add(one.message(4, 52, 40));
      expected.add(one.met(Kind.UNSEEN, 44));
    }

    assertThat(before.get(0).store.save(all)).isEqualTo(expected);

    before.forEach(one -> assertThat(one.stored()).containsExactly(40L, 44L, 52L));
  }

  @Test
  default void batch_ofNothingButConflicts_changesNothing() {
    Batch first = new Batch(this).of(1, 8, 0).of(2, 12, 8);
    assertThat(first.save()).containsExactly(SAVED, SAVED);

    assertThat(first.save())
        .containsExactly(first.met(Kind.REPEATED, 8), first.met(Kind.REPEATED, 12));
    assertThat(first.stored()).containsExactly(8L, 12L);
  }

  /** Messages of one key, in order. */
  final class Batch {
    final MessageStore store;
    private final Key key = new Key("batch-" + UUID.randomUUID());
    private final long expiry;
    private final List<StoredMessage> messages = new ArrayList<>();

    Batch(BatchConflictContract contract) {
      store = contract.store();
      expiry = contract.clock().instant().getEpochSecond() + 60;
    }

    Batch of(long pushId, long mid, long known) {
      messages.add(message(pushId, mid, known));
      return this;
    }

    StoredMessage message(long pushId, long mid, long known) {
      return new StoredMessage(key, mid, expiry, Payload.of("1"), pushId, known);
    }

    List<SaveOutcome> save() {
      return store.save(messages);
    }

    SaveOutcome met(Kind kind, long mid) {
      return new SaveOutcome.Met(new Conflict(key, kind, mid));
    }

    List<Long> stored() {
      return store.findAfter(key, 0).messages().stream().map(Message::mid).toList();
    }
  }
}
