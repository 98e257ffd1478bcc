/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.appending.ScriptedStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CircuitBreakerStoreTest {
  private static final List<Append> BATCH =
      List.of(new Append(new Key("alice"), 4, LogEntry.of(Payload.of("1"), 1, 1)));
  private static final Optional<Appended> APPENDED = Optional.of(Appended.after(0, 4));

  private final ScriptedStore store = new ScriptedStore();
  private final CircuitBreakerStore guarded = new CircuitBreakerStore(store, Thread::new);

  @AfterEach
  void close() {
    guarded.close();
  }

  @Test
  void storeThatIsAway_isNotAsked_untilItAnswersAgain() {
    guarded.open();
    assertThat(guarded.append(BATCH)).containsExactly(APPENDED);
    store.setDown(true);
    assertThatThrownBy(() -> guarded.append(BATCH)).isInstanceOf(StoreException.class);
    int asked = store.asked();

    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> guarded.append(BATCH))
          .isInstanceOf(StoreException.class)
          .hasMessage("the scripted store is down");
    }

    assertThat(store.asked()).isEqualTo(asked);
    store.setDown(false);
    await()
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(() -> guarded.append(BATCH).equals(List.of(APPENDED)));
  }

  @Test
  void batchThatIsRefused_isNoReasonToStayAway() {
    guarded.open();
    store.refuse(message -> true);
    assertThatThrownBy(() -> guarded.append(BATCH)).isInstanceOf(BatchRefusedException.class);
    store.refuse(message -> false);

    assertThat(guarded.append(BATCH)).containsExactly(APPENDED);
  }

  @Test
  void storeThatWasNotThere_isOpenedWhenItIs() {
    store.setDown(true);
    assertThatThrownBy(guarded::open).isInstanceOf(StoreException.class);
    assertThat(store.isOpen()).isFalse();
    assertThatThrownBy(() -> guarded.append(BATCH)).isInstanceOf(StoreException.class);

    store.setDown(false);

    await().until(store::isOpen);
    await()
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(() -> guarded.append(BATCH).equals(List.of(APPENDED)));
  }
}
