/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.message.saving.ScriptedStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedStoreTest {
  private static final List<StoredMessage> BATCH =
      List.of(new StoredMessage(new Key("alice"), 4, 1, Payload.of("1")));

  private final ScriptedStore store = new ScriptedStore();
  private final GuardedStore guarded = new GuardedStore(store, Thread::new);

  @AfterEach
  void close() {
    guarded.close();
  }

  @Test
  void storeThatIsAway_isNotAsked_untilItAnswersAgain() {
    guarded.open();
    assertThat(guarded.save(BATCH)).containsExactly(SaveOutcome.Plain.SAVED);
    store.setDown(true);
    assertThatThrownBy(() -> guarded.save(BATCH)).isInstanceOf(StoreException.class);
    int asked = store.asked();

    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> guarded.save(BATCH))
          .isInstanceOf(StoreException.class)
          .hasMessage("the scripted store is down");
    }

    assertThat(store.asked()).isEqualTo(asked);
    store.setDown(false);
    await()
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(() -> guarded.save(BATCH).equals(List.of(SaveOutcome.Plain.SAVED)));
  }

  @Test
  void batchThatIsRefused_isNoReasonToStayAway() {
    guarded.open();
    store.refuse(message -> true);
    assertThatThrownBy(() -> guarded.save(BATCH)).isInstanceOf(BatchRefusedException.class);
    store.refuse(message -> false);

    assertThat(guarded.save(BATCH)).containsExactly(SaveOutcome.Plain.SAVED);
  }

  @Test
  void storeThatWasNotThere_isOpenedWhenItIs() {
    store.setDown(true);
    assertThatThrownBy(guarded::open).isInstanceOf(StoreException.class);
    assertThat(store.isOpen()).isFalse();
    assertThatThrownBy(() -> guarded.save(BATCH)).isInstanceOf(StoreException.class);

    store.setDown(false);

    await().until(store::isOpen);
    await()
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(() -> guarded.save(BATCH).equals(List.of(SaveOutcome.Plain.SAVED)));
  }
}
