/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.message.saving.SaveBatcher;
import io.halley.message.saving.ScriptedStore;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ids what is kept is given, and how often. */
class KeptMessagesTest {
  private static final Key KEY = new Key("alice");
  private static final Key OTHER = new Key("bob");
  private static final SaveOutcome SAVED = SaveOutcome.Plain.SAVED;
  private static final long HOUR_AHEAD = 3_600;

  private final MutableClock clock = MutableClock.atNow();
  private final long now = Mid.at(clock.instant());
  private final ScriptedStore store = new ScriptedStore();
  private final SaveBatcher saves = new SaveBatcher(store, 1, 256, 100, Thread::new);
  private final KeptMessages kept = new KeptMessages(new MidClock(clock), saves);

  @AfterEach
  void stop() throws InterruptedException {
    assertThat(saves.stop(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void keep_knowsWhatIsOlderThanTenMinutes_alsoWhereItsIdsAreFarAhead() {
    long ahead = Mid.plusSeconds(now, HOUR_AHEAD);
    store.answer(message -> message.mid() <= ahead ? met(message, Kind.STALE, ahead) : SAVED);

    assertThat(keep(KEY)).containsEntry(KEY, new PushDetail(ahead + 4, true, 0, false));
    assertThat(keep(OTHER)).containsOnlyKeys(OTHER);

    assertThat(store.saved())
        .extracting(StoredMessage::mid)
        .containsExactly(now, ahead + 4, ahead + 8);
    assertThat(store.saved())
        .extracting(StoredMessage::known)
        .containsOnly(Mid.plusSeconds(now, -600));
  }

  @Test
  void keep_triesOnlyThoseAgainForWhichTheIdWasTooLow() {
    store.answer(
        message ->
            message.key().equals(KEY) && message.mid() < now + 100
                ? met(message, Kind.STALE, now + 100)
                : SAVED);

    assertThat(keep(KEY, OTHER))
        .containsEntry(KEY, new PushDetail(now + 104, true, 0, false))
        .containsEntry(OTHER, new PushDetail(now, true, 0, false));

    assertThat(store.saved()).extracting(StoredMessage::key).containsExactly(KEY, OTHER, KEY);
    assertThat(store.saved().get(2).mid()).isEqualTo(now + 104);
  }

  @Test
  void keep_thatAlwaysComesTooLate_failsAfterSomeAttempts() {
    store.answer(
        message -> message.key().equals(KEY) ? met(message, Kind.STALE, message.mid()) : SAVED);

    assertThat(keep(KEY, OTHER)).containsOnlyKeys(OTHER);

    assertThat(store.saved().stream().filter(message -> message.key().equals(KEY))).hasSize(8);
  }

  @Test
  void keep_ofARepeatedPush_orAboveAnUnseenOne_isDone() {
    store.answer(
        message -> met(message, message.key().equals(KEY) ? Kind.REPEATED : Kind.UNSEEN, now - 4));

    assertThat(keep(KEY, OTHER))
        .containsEntry(KEY, new PushDetail(now - 4, true, 0, true))
        .containsEntry(OTHER, new PushDetail(now, true, 0, false));

    assertThat(store.saved()).hasSize(2);
  }

  @Test
  void keep_whereTheStoreIsDown_fails() {
    store.setDown(true);

    assertThat(keep(KEY, OTHER)).isEmpty();
  }

  @Test
  void keep_ofAnUnrepeatedPush_isRefused() {
    BlockingCalls calls = new BlockingCalls(1, 1, Thread::new);
    StoredMessageService service =
        new StoredMessageService(store, saves, calls, new MidClock(clock));

    assertThatThrownBy(() -> service.keep(Payload.of("1"), 1, Push.UNREPEATED, List.of(KEY)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SaveOutcome met(StoredMessage message, Kind kind, long mid) {
    return new SaveOutcome.Met(new Conflict(message.key(), kind, mid));
  }

  private Map<Key, PushDetail> keep(Key... keys) {
    return kept.keep(Payload.of("1"), 1, 7, List.of(keys))
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }
}
