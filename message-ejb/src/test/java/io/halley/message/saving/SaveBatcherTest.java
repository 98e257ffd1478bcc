/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;
import io.halley.testkit.log.LoggedLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SaveBatcherTest {
  private static final Payload PAYLOAD = Payload.of("1");
  private static final Key KEY = new Key("alice");
  private static final Key OTHER = new Key("bob");

  private final ScriptedStore store = new ScriptedStore();
  private final List<SaveBatcher> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    store.release(1_000);
    for (SaveBatcher batcher : started) {
      assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void save_forSeveralKeys_endsWhenAllAreSaved() {
    SaveBatcher batcher = batcher(4, 256, 100);

    assertThat(get(save(batcher, 4, KEY, OTHER))).isEmpty();
    assertThat(store.saved()).extracting(StoredMessage::key).containsExactlyInAnyOrder(KEY, OTHER);
  }

  @Test
  void save_forNobody_endsAtOnce() {
    assertThat(save(batcher(1, 1, 1), 4)).isCompletedWithValue(Set.of());
  }

  @Test
  void saves_thatWait_joinOneBatch() {
    SaveBatcher batcher = batcher(1, 256, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> save(batcher, 4 * i, KEY)).toList();

    store.release(2);

    answers.forEach(answer -> assertThat(get(answer)).isEmpty());
    assertThat(store.batches()).extracting(List::size).containsExactly(1, 100);
  }

  @Test
  void batch_isNeverLargerThanItsLimit() {
    SaveBatcher batcher = batcher(1, 8, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 20).mapToObj(i -> save(batcher, 4 * i, KEY)).toList();

    store.release(10);

    answers.forEach(SaveBatcherTest::get);
    assertThat(store.batches()).extracting(List::size).containsExactly(1, 8, 8, 4);
  }

  @Test
  void save_ofSeveralBatches_goesByKey() {
    SaveBatcher batcher = batcher(1, 8, 1_000);
    List<Key> keys =
        IntStream.range(0, 20).mapToObj(i -> new Key("k" + (17 * i + 3) % 20)).toList();

    assertThat(get(save(batcher, 4, keys.toArray(Key[]::new)))).isEmpty();

    assertThat(store.saved()).extracting(message -> message.key().value()).hasSize(20).isSorted();
  }

  @Test
  void badMessage_failsAlone_andTheOthersStayInOrder() {
    SaveBatcher batcher = batcher(1, 256, 1_000);
    store.refuse(message -> message.mid() == 40);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> save(batcher, 4 * i, KEY)).toList();

    store.release(1_000);

    for (int i = 1; i <= 100; i++) {
      assertThat(get(answers.get(i - 1))).isEqualTo(i == 10 ? Set.of(KEY) : Set.of());
    }
    assertThat(store.saved().stream().filter(m -> m.key().equals(KEY)).map(StoredMessage::mid))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 100).filter(i -> i != 10).map(i -> 4 * i).boxed().toList());
    assertThat(batcher.failures()).isEqualTo(1);
  }

  @Test
  void conflict_isToldToItsCaller_andIsNoFailure() {
    SaveBatcher batcher = batcher(1, 256, 1_000);
    Conflict stale = new Conflict(KEY, Conflict.Kind.STALE, 44);
    store.answer(
        message ->
            message.key().equals(KEY) && message.pushId() == 7
                ? new SaveOutcome.Met(stale)
                : SaveOutcome.Plain.SAVED);
    assertThat(holdOne(batcher)).isNotDone();
    List<Recipient> both = List.of(new Recipient(KEY, 40, 36), new Recipient(OTHER, 40, 36));
    CompletableFuture<SaveResult> meets = batcher.save(PAYLOAD, 1, 7, both).toCompletableFuture();
    CompletableFuture<SaveResult> meetsNothing =
        batcher.save(PAYLOAD, 1, 8, both).toCompletableFuture();

    store.release(2);

    assertThat(meets.orTimeout(10, TimeUnit.SECONDS).join())
        .isEqualTo(new SaveResult(Set.of(), List.of(stale)));
    assertThat(meetsNothing.orTimeout(10, TimeUnit.SECONDS).join()).isSameAs(SaveResult.done());
    assertThat(store.saved()).contains(new StoredMessage(KEY, 40, 1, PAYLOAD, 7, 36));
    assertThat(batcher.failures()).isZero();
  }

  @Test
  void storeThatIsDown_failsTheWholeBatchInOneAttempt() {
    SaveBatcher batcher = batcher(1, 256, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    store.setDown(true);
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> save(batcher, 4 * i, KEY)).toList();

    store.release(2);

    answers.forEach(answer -> assertThat(get(answer)).containsExactly(KEY));
  }

  @Test
  void laneGoesOn_afterTheStoreWasDownOrFaulty() {
    SaveBatcher batcher = batcher(1, 256, 1_000);
    store.setDown(true);
    assertThat(get(save(batcher, 4, KEY))).containsExactly(KEY);
    store.setDown(false);
    store.setFaulty(true);
    assertThat(get(save(batcher, 8, KEY))).containsExactly(KEY);
    store.setFaulty(false);

    assertThat(get(save(batcher, 12, KEY))).isEmpty();
  }

  @Test
  void fullLane_failsTheKeyAtOnce() {
    SaveBatcher batcher = batcher(1, 1, 2);
    assertThat(holdOne(batcher)).isNotDone();
    CompletableFuture<Set<Key>> waits = save(batcher, 4, KEY, OTHER);

    assertThat(save(batcher, 8, KEY)).isCompletedWithValue(Set.of(KEY));

    store.release(10);
    assertThat(get(waits)).isEmpty();
  }

  @Test
  void slowLane_doesNotDelayAnother() {
    SaveBatcher batcher = batcher(2, 256, 100);
    Key sameLane = new Key("a");
    Key otherLane = new Key("b");
    store.hold();
    CompletableFuture<Set<Key>> first = save(batcher, 4, sameLane);
    CompletableFuture<Set<Key>> second = save(batcher, 4, otherLane);

    store.release(1);

    CompletableFuture.anyOf(first, second).orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(first.isDone()).isNotEqualTo(second.isDone());
  }

  @Test
  void stop_savesWhatWaits_andRefusesWhatComes() throws InterruptedException {
    SaveBatcher batcher = batcher(2, 4, 100);
    List<CompletableFuture<Set<Key>>> answers =
        IntStream.range(0, 50).mapToObj(i -> save(batcher, 4, new Key("k" + i))).toList();

    assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();

    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(Set.of()));
    assertThat(save(batcher, 4, KEY)).isCompletedWithValue(Set.of(KEY));
  }

  @Test
  void stop_atItsDeadline_failsWhatHasNotBegun() throws InterruptedException {
    SaveBatcher batcher = batcher(1, 1, 100);
    CompletableFuture<Set<Key>> begun = holdOne(batcher);
    CompletableFuture<Set<Key>> waits = save(batcher, 8, KEY);

    assertThat(batcher.stop(Duration.ofMillis(50))).isFalse();

    assertThat(waits).isCompletedWithValue(Set.of(KEY));
    assertThat(begun).isNotDone();
    store.release(1);
    assertThat(get(begun)).isEmpty();
  }

  /** Leaves the one lane busy with a message that the store holds back. */
  private CompletableFuture<Set<Key>> holdOne(SaveBatcher batcher) {
    store.hold();
    CompletableFuture<Set<Key>> held = save(batcher, 2, new Key("held"));
    await().until(store::isSomeoneWaiting);
    return held;
  }

  private SaveBatcher batcher(int lanes, int batchLimit, int queueLimit) {
    SaveBatcher batcher = new SaveBatcher(store, lanes, batchLimit, queueLimit, Thread::new);
    started.add(batcher);
    return batcher;
  }

  private static CompletableFuture<Set<Key>> save(SaveBatcher batcher, long mid, Key... keys) {
    List<Recipient> recipients = List.of(keys).stream().map(k -> new Recipient(k, mid)).toList();
    return batcher
        .save(PAYLOAD, 1, Push.UNREPEATED, recipients)
        .thenApply(SaveResult::failed)
        .toCompletableFuture();
  }

  private static Set<Key> get(CompletableFuture<Set<Key>> answer) {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void secondOutageOfTheStore_isAWarningAgain_andItsEndIsTold() {
    SaveBatcher batcher = batcher(1, 1, 100);
    try (LoggedLines log = new LoggedLines(BatchSave.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        store.setDown(true);
        get(save(batcher, 4, KEY));
        get(save(batcher, 8, KEY));
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        store.setDown(false);
        int ends = outages;
        await()
            .until(
                () -> {
                  get(save(batcher, 12, KEY));
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
