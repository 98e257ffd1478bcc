/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a log numbers what is appended to it, by way of whichever node. */
interface LogContract extends ManyNodes {
  @Test
  default void append_toANewLog_getsTheMidOfTheMoment() {
    TestedLog log = new TestedLog(this);

    assertThat(log.append(1)).isEqualTo(Appended.after(0, log.tick()));
    log.holds(1L);
    assertThat(log.after(0).head()).isEqualTo(log.tick());
  }

  @Test
  default void append_getsAMidAboveTheLast_andIsToldOfIt() {
    TestedLog log = new TestedLog(this);
    long first = log.append(1).mid();

    for (MessageService node : nodes()) {
      long before = log.after(0).head();
      assertThat(log.append(node, 2)).isEqualTo(Appended.after(before, before + Mid.STEP));
    }
    long last = log.after(0).head();
    clock().advance(Duration.ofSeconds(1));
    assertThat(log.append(3)).isEqualTo(Appended.after(last, log.tick()));
    assertThat(log.mids()).startsWith(first, first + Mid.STEP);
  }

  @Test
  default void append_whereTheClockSteppedBack_getsAMidAboveTheLast() {
    TestedLog log = new TestedLog(this);
    long last = log.append(1).mid();
    clock().advance(Duration.ofSeconds(-5));

    assertThat(log.append(2)).isEqualTo(Appended.after(last, last + Mid.STEP));
  }

  @Test
  default void append_aboveWhatTheCallerGave_getsTheNextMultipleOfFour() {
    TestedLog log = new TestedLog(this);
    long given = Mid.plusSeconds(log.tick(), 60);

    assertThat(log.appendAbove(given, 1)).isEqualTo(Appended.after(0, given + 4));
    assertThat(log.appendAbove(given + 9, 2)).isEqualTo(Appended.after(given + 4, given + 12));
    assertThat(log.appendAbove(given, 3)).isEqualTo(Appended.after(given + 12, given + 16));
    log.holds(1L, 2L, 3L);
  }

  @Test
  default void append_ofTheLargestMids_isExact() {
    TestedLog log = new TestedLog(this);
    long large = (1L << 55) - 16;

    assertThat(log.appendAbove(large, 1)).isEqualTo(Appended.after(0, large + 4));
    assertThat(log.append((1L << 62) - 1)).isEqualTo(Appended.after(large + 4, large + 8));
    assertThat(log.mids()).containsExactly(large + 4, large + 8);
    assertThat(log.after(large + 4).messages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "expired", "acknowledged", "capped"})
  default void append_afterWhatIsGone_isAboveIt_andToldOfIt(String how) {
    TestedLog log = new TestedLog(this);
    long last = log.appendAbove(Mid.plusSeconds(log.tick(), 3_600), 1).mid();
    switch (how) {
      case "deleted" -> get(service().delete(log.key));
      case "expired" -> clock().advance(Duration.ofMinutes(2));
      case "acknowledged" ->
          get(service().acknowledge(List.of(new Acknowledgement(log.key, last))));
      default -> LongStream.rangeClosed(2, CAP + 1).forEach(log::append);
    }
    Backlog left = log.after(0);
    assertThat(left.messages()).extracting(Message::mid).doesNotContain(last);
    assertThat(left.complete()).isFalse();

    assertThat(log.append(100)).isEqualTo(Appended.after(left.head(), left.head() + Mid.STEP));
    assertThat(left.head()).isGreaterThanOrEqualTo(last);
    assertThat(log.after(left.head())).matches(Backlog::complete);
  }

  @Test
  default void append_ofNothing_getsAMid_andWritesNoMessage() {
    TestedLog log = new TestedLog(this);
    long first = log.append(1).mid();

    for (MessageService node : nodes()) {
      long before = log.after(0).head();
      assertThat(log.number(node, 2)).isEqualTo(Appended.after(before, before + Mid.STEP));
    }
    long head = log.after(0).head();
    assertThat(head).isEqualTo(first + nodes().size() * Mid.STEP);
    assertThat(log.append(3)).isEqualTo(Appended.after(head, head + Mid.STEP));
    log.holds(1L, 3L);
    assertThat(log.after(0).complete()).isTrue();
    assertThat(log.after(first).complete()).isTrue();
  }

  @Test
  default void append_ofNothing_again_getsAnotherMid() {
    TestedLog log = new TestedLog(this);
    LogEntry nothing = new LogEntry(Payload.of("1"), LogEntry.NOT_KEPT, 7, true);
    long first = log.append(service(), nothing, 0).mid();

    assertThat(log.append(service(), nothing, 0))
        .isEqualTo(Appended.after(first, first + Mid.STEP));
  }

  @Test
  default void append_ofNothing_toANewLog_isItsHead() {
    TestedLog log = new TestedLog(this);

    assertThat(log.number(service(), 2)).isEqualTo(Appended.after(0, log.tick()));
    assertThat(log.after(0)).isEqualTo(new Backlog(List.of(), log.tick(), true));
    get(service().delete(log.key));
    assertThat(log.append(1).previous()).isEqualTo(log.tick());
  }

  @Test
  default void append_manyOfOneCallerAtATime_keepTheirOrder() {
    TestedLog log = new TestedLog(this);
    // calls that wait for a connection may overtake each other
    log.holds();
    List<CompletionStage<Map<Key, Appended>>> answers = new ArrayList<>();
    for (long push = 1; push <= CAP; push++) {
      answers.add(service().append(log.entry(push), List.of(new AppendTarget(log.key, 0))));
    }

    long previous = 0;
    for (CompletionStage<Map<Key, Appended>> answer : answers) {
      Appended each = Objects.requireNonNull(get(answer).get(log.key));
      assertThat(each.previous()).isEqualTo(previous);
      previous = each.mid();
    }
    log.holds(LongStream.rangeClosed(1, CAP).boxed().toArray(Long[]::new));
  }

  @Test
  default void append_toManyLogs_hasOneMidWhereItMay() {
    List<TestedLog> logs = IntStream.range(0, 300).mapToObj(i -> new TestedLog(this)).toList();
    long ahead = Mid.plusSeconds(logs.get(0).tick(), 60);
    logs.get(7).appendAbove(ahead, 1);

    Map<Key, Appended> appended =
        get(
            service()
                .append(
                    logs.get(0).entry(2),
                    logs.stream().map(log -> new AppendTarget(log.key, 0)).toList()));

    assertThat(appended).containsOnlyKeys(logs.stream().map(log -> log.key).toList());
    assertThat(appended.values().stream().map(Appended::mid).distinct())
        .containsExactlyInAnyOrder(logs.get(0).tick(), ahead + 8);
    logs.get(7).holds(1L, 2L);
    logs.get(8).holds(2L);
  }

  @Test
  default void append_again_getsTheMidOfTheFirst() {
    TestedLog log = new TestedLog(this);
    long first = log.append(1).mid();
    long second = log.append(2).mid();
    clock().advance(Duration.ofSeconds(30));

    for (MessageService node : nodes()) {
      assertThat(log.again(node, 1)).isEqualTo(Appended.repeated(first));
      assertThat(log.again(node, 2)).isEqualTo(Appended.repeated(second));
    }
    log.holds(1L, 2L);
  }

  @Test
  default void append_forTheFirstTime_ofWhatSomebodyAppendedAgainBefore_isRepeated() {
    TestedLog log = new TestedLog(this);
    log.append(1);
    long kept = log.again(service(), 2).mid();
    log.append(3);

    for (MessageService node : nodes()) {
      assertThat(log.append(node, 2)).isEqualTo(Appended.repeated(kept));
    }
    log.holds(1L, 2L, 3L);
  }

  @Test
  default void append_again_ofWhatAClientHas_isRepeated_whileItMayBe() {
    TestedLog log = new TestedLog(this);
    long mid = log.append(1).mid();
    var all = List.of(new Acknowledgement(log.key, mid));
    get(service().acknowledge(all));
    assertThat(log.pushes()).isEmpty();

    for (MessageService node : nodes()) {
      assertThat(log.again(node, 1)).isEqualTo(Appended.repeated(mid));
    }
    clock().advance(Duration.ofSeconds(601));
    get(service().acknowledge(all));
    assertThat(log.again(service(), 1).repeated()).isFalse();
  }

  @Test
  default void append_again_ofAnotherKeysPush_isNotRepeated() {
    TestedLog log = new TestedLog(this);
    new TestedLog(this).append(1);

    assertThat(log.again(service(), 1).repeated()).isFalse();
  }

  @Test
  default void append_again_ofAMessageThatLooksLikeAPush_isNotRepeated() {
    TestedLog log = new TestedLog(this);
    LogEntry looksLikeOne =
        new LogEntry(
            Payload.of("{\"expire\":1,\"mid\":4,\"push\":7}"), log.entry(1).expiresAt(), 8, false);
    log.append(service(), looksLikeOne, 0);

    assertThat(log.again(service(), 7).repeated()).isFalse();
    assertThat(log.mids()).hasSize(2);
  }

  /** Many who ask at a time for the same pushes, by way of all nodes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  default void pushesOfAKey_eachAskedForByManyAtATime_areThereOnce(int seed) throws Exception {
    TestedLog log = new TestedLog(this);
    List<Callable<List<Appended>>> rivals = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(10L * seed + i);
      rivals.add(
          () -> {
            List<Appended> answers = new ArrayList<>();
            for (long push = 1; push <= 15; push++) {
              answers.add(log.again(nodes().get(random.nextInt(nodes().size())), push));
            }
            return answers;
          });
    }

    List<Appended> fresh = new ArrayList<>();
    for (List<Appended> answers : together(rivals)) {
      answers.stream().filter(each -> !each.repeated()).forEach(fresh::add);
    }

    assertThat(log.pushes())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 15).boxed().toList());
    assertChain(log, fresh);
  }

  /** Many who append at a time, by way of all nodes: no mid is below one that was answered. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  default void appendsOfMany_byWayOfAllNodes_eachNameTheOneBefore(int seed) throws Exception {
    TestedLog log = new TestedLog(this);
    List<Callable<List<Appended>>> rivals = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      MessageService node = nodes().get(i % nodes().size());
      long first = 100L * (i + 1) + 1_000L * seed;
      rivals.add(
          () -> LongStream.range(first, first + 25).mapToObj(p -> log.append(node, p)).toList());
    }

    List<Appended> all = new ArrayList<>();
    together(rivals).forEach(all::addAll);

    assertThat(all).noneMatch(Appended::repeated).hasSize(100);
    assertChain(log, all);
  }

  private static void assertChain(TestedLog log, List<Appended> all) {
    all.sort(Comparator.comparingLong(Appended::mid));
    long previous = 0;
    for (Appended each : all) {
      assertThat(each).isEqualTo(Appended.after(previous, each.mid()));
      previous = each.mid();
    }
    assertThat(log.after(0).head()).isEqualTo(previous);
    assertThat(log.mids()).isSorted().endsWith(previous);
  }

  private static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
