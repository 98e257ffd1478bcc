/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.testkit.log.LoggedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppendBatcherTest {
  private static final Payload PAYLOAD = Payload.of("1");

  private static final Key KEY = new Key("alice");
  private static final Key OTHER = new Key("bob");

  private final ScriptedStore store = new ScriptedStore();
  private volatile Instant now = Instant.EPOCH;
  private final List<AppendBatcher> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    store.release(1_000);
    for (AppendBatcher batcher : started) {
      assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void append_toSeveralLogs_endsWhenAllHaveAnswered() {
    AppendBatcher batcher = batcher(4, 256, 100);

    assertThat(get(append(batcher, 4, KEY, OTHER))).isEmpty();
    assertThat(store.appended()).extracting(Append::key).containsExactlyInAnyOrder(KEY, OTHER);
  }

  @Test
  void append_toNobody_endsAtOnce() {
    assertThat(append(batcher(1, 1, 1), 4)).isCompletedWithValue(Set.of());
  }

  @Test
  void appends_thatWait_joinOneBatch() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> append(batcher, 4 * i, KEY)).toList();

    store.release(2);

    answers.forEach(answer -> assertThat(get(answer)).isEmpty());
    assertThat(store.batches()).extracting(List::size).containsExactly(1, 100);
  }

  @Test
  void batch_isNeverLargerThanItsLimit() {
    AppendBatcher batcher = batcher(1, 8, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 20).mapToObj(i -> append(batcher, 4 * i, KEY)).toList();

    store.release(10);

    answers.forEach(AppendBatcherTest::get);
    assertThat(store.batches()).extracting(List::size).containsExactly(1, 8, 8, 4);
  }

  @Test
  void append_ofSeveralBatches_goesByKey() {
    AppendBatcher batcher = batcher(1, 8, 1_000);
    List<Key> keys =
        IntStream.range(0, 20).mapToObj(i -> new Key("k" + (17 * i + 3) % 20)).toList();

    assertThat(get(append(batcher, 4, keys.toArray(Key[]::new)))).isEmpty();

    assertThat(store.appended())
        .extracting(message -> message.key().value())
        .hasSize(20)
        .isSorted();
  }

  @Test
  void badMessage_failsAlone_andTheOthersStayInOrder() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    store.refuse(message -> message.atLeast() == 40);
    assertThat(holdOne(batcher)).isNotDone();
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> append(batcher, 4 * i, KEY)).toList();

    store.release(1_000);

    for (int i = 1; i <= 100; i++) {
      assertThat(get(answers.get(i - 1))).isEqualTo(i == 10 ? Set.of(KEY) : Set.of());
    }
    assertThat(store.appended().stream().filter(m -> m.key().equals(KEY)).map(Append::atLeast))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 100).filter(i -> i != 10).map(i -> 4 * i).boxed().toList());
    assertThat(batcher.failures()).isEqualTo(1);
  }

  @Test
  void answersOfTheLogs_areToldToTheirCallers() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    store.answer(
        message ->
            message.key().equals(KEY) && message.pushId() == 7
                ? Optional.of(Appended.repeated(44))
                : Optional.of(Appended.after(36, message.atLeast() + 4)));
    assertThat(holdOne(batcher)).isNotDone();
    List<AppendTarget> both = List.of(new AppendTarget(KEY, 0), new AppendTarget(OTHER, 60));
    CompletableFuture<Map<Key, Appended>> repeated = append(batcher, 7, both);
    CompletableFuture<Map<Key, Appended>> fresh = append(batcher, 8, both);

    store.release(2);

    assertThat(get(repeated))
        .isEqualTo(Map.of(KEY, Appended.repeated(44), OTHER, Appended.after(36, 68)));
    assertThat(get(fresh))
        .isEqualTo(Map.of(KEY, Appended.after(36, 44), OTHER, Appended.after(36, 68)));
    assertThat(store.appended()).contains(new Append(KEY, 40, entry(7)));
    assertThat(batcher.failures()).isZero();
  }

  @Test
  void append_hasTheMidOfItsMoment_orTheNextAboveWhatItsCallerGave() {
    AppendBatcher batcher = batcher(1, 256, 1_000);

    get(
        append(
            batcher,
            1,
            List.of(
                new AppendTarget(new Key("none"), 0),
                new AppendTarget(new Key("below"), 36),
                new AppendTarget(new Key("same"), 40),
                new AppendTarget(new Key("odd"), 41),
                new AppendTarget(new Key("above"), 80))));

    assertThat(store.appended())
        .extracting(Append::atLeast)
        .containsExactly(40L, 40L, 44L, 44L, 84L);
  }

  @Test
  void messageThatTheLogDidNotTake_isNotNamed_andIsAFailure() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    store.answer(
        message ->
            message.key().equals(KEY) ? Optional.empty() : Optional.of(Appended.after(0, 40)));

    assertThat(get(append(batcher, 40, KEY, OTHER))).containsExactly(KEY);
    assertThat(batcher.failures()).isEqualTo(1);
  }

  @Test
  void storeThatIsDown_failsTheWholeBatchInOneAttempt() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    assertThat(holdOne(batcher)).isNotDone();
    store.setDown(true);
    List<CompletableFuture<Set<Key>>> answers =
        LongStream.rangeClosed(1, 100).mapToObj(i -> append(batcher, 4 * i, KEY)).toList();

    store.release(2);

    answers.forEach(answer -> assertThat(get(answer)).containsExactly(KEY));
  }

  @Test
  void laneGoesOn_afterTheStoreWasDownOrFaulty() {
    AppendBatcher batcher = batcher(1, 256, 1_000);
    store.setDown(true);
    assertThat(get(append(batcher, 4, KEY))).containsExactly(KEY);
    store.setDown(false);
    store.setFaulty(true);
    assertThat(get(append(batcher, 8, KEY))).containsExactly(KEY);
    store.setFaulty(false);

    assertThat(get(append(batcher, 12, KEY))).isEmpty();
  }

  @Test
  void fullLane_failsTheKeyAtOnce() {
    AppendBatcher batcher = batcher(1, 1, 2);
    assertThat(holdOne(batcher)).isNotDone();
    CompletableFuture<Set<Key>> waits = append(batcher, 4, KEY, OTHER);

    assertThat(append(batcher, 8, KEY)).isCompletedWithValue(Set.of(KEY));

    store.release(10);
    assertThat(get(waits)).isEmpty();
  }

  @Test
  void slowLane_doesNotDelayAnother() {
    AppendBatcher batcher = batcher(2, 256, 100);
    Key sameLane = new Key("a");
    Key otherLane = new Key("b");
    store.hold();
    CompletableFuture<Set<Key>> first = append(batcher, 4, sameLane);
    CompletableFuture<Set<Key>> second = append(batcher, 4, otherLane);

    store.release(1);

    CompletableFuture.anyOf(first, second).orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(first.isDone()).isNotEqualTo(second.isDone());
  }

  @Test
  void stop_appendsWhatWaits_andRefusesWhatComes() throws InterruptedException {
    AppendBatcher batcher = batcher(2, 4, 100);
    List<CompletableFuture<Set<Key>>> answers =
        IntStream.range(0, 50).mapToObj(i -> append(batcher, 4, new Key("k" + i))).toList();

    assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();

    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(Set.of()));
    assertThat(append(batcher, 4, KEY)).isCompletedWithValue(Set.of(KEY));
  }

  @Test
  void stop_atItsDeadline_failsWhatHasNotBegun() throws InterruptedException {
    AppendBatcher batcher = batcher(1, 1, 100);
    CompletableFuture<Set<Key>> begun = holdOne(batcher);
    CompletableFuture<Set<Key>> waits = append(batcher, 8, KEY);

    assertThat(batcher.stop(Duration.ofMillis(50))).isFalse();

    assertThat(waits).isCompletedWithValue(Set.of(KEY));
    assertThat(begun).isNotDone();
    store.release(1);
    assertThat(get(begun)).isEmpty();
  }

  /** Leaves the one lane busy with a message that the store holds back. */
  private CompletableFuture<Set<Key>> holdOne(AppendBatcher batcher) {
    store.hold();
    CompletableFuture<Set<Key>> held = append(batcher, 2, new Key("held"));
    await().until(store::isSomeoneWaiting);
    return held;
  }

  private AppendBatcher batcher(int lanes, int batchLimit, int queueLimit) {
    AppendBatcher batcher =
        new AppendBatcher(store, lanes, batchLimit, queueLimit, () -> now, Thread::new);
    started.add(batcher);
    return batcher;
  }

  /** Appends with this mid; the keys whose logs did not take it. */
  private static CompletableFuture<Set<Key>> append(AppendBatcher batcher, long mid, Key... keys) {
    List<AppendTarget> targets =
        List.of(keys).stream().map(key -> new AppendTarget(key, mid - Mid.STEP)).toList();
    return batcher
        .append(entry(1), targets)
        .thenApply(
            answers ->
                List.of(keys).stream()
                    .filter(key -> !answers.containsKey(key))
                    .collect(Collectors.toSet()))
        .toCompletableFuture();
  }

  /** Appends at the moment of the mid 40. */
  private CompletableFuture<Map<Key, Appended>> append(
      AppendBatcher batcher, long push, List<AppendTarget> targets) {
    now = Instant.ofEpochSecond(0, 4_000);
    return batcher.append(entry(push), targets).toCompletableFuture();
  }

  private static LogEntry entry(long push) {
    return LogEntry.of(PAYLOAD, 1, push);
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void secondOutageOfTheStore_isAWarningAgain_andItsEndIsTold() {
    AppendBatcher batcher = batcher(1, 1, 100);
    try (LoggedLines log = new LoggedLines(BatchAppend.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        store.setDown(true);
        get(append(batcher, 4, KEY));
        get(append(batcher, 8, KEY));
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        store.setDown(false);
        int ends = outages;
        await()
            .until(
                () -> {
                  get(append(batcher, 12, KEY));
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
