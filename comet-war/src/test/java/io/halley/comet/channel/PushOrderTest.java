/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any schedule of pushes, saves, failures and clock steps keeps the promises to each key. */
class PushOrderTest {
  private static final List<Key> KEYS =
      List.of(new Key("a"), new Key("b"), new Key("c"), new Key("d"));

  /** What may happen next. */
  sealed interface Step {
    record Push(Set<Integer> keys, boolean stored) implements Step {}

    record Release() implements Step {}

    record Fail(Set<Integer> keys) implements Step {}

    record Away(boolean away) implements Step {}

    record Tick(long nanos) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> schedules() {
    Arbitrary<Set<Integer>> keys = Arbitraries.integers().between(0, 3).set().ofMaxSize(4);
    Arbitrary<Step> push =
        Combinators.combine(keys.filter(some -> !some.isEmpty()), Arbitraries.of(true, true, false))
            .as(Step.Push::new);
    return Arbitraries.frequencyOf(
            Tuple.of(10, push),
            Tuple.of(6, Arbitraries.of(new Step.Release())),
            Tuple.of(1, keys.map(Step.Fail::new)),
            Tuple.of(1, Arbitraries.of(true, false, false).map(Step.Away::new)),
            Tuple.of(2, Arbitraries.longs().between(-2_000_000, 2_000_000).map(Step.Tick::new)))
        .list()
        .ofMaxSize(60);
  }

  @Property
  void everyKey_getsWhatDidNotFail_inTheOrderOfIdsAndOfPushes(
      @ForAll("schedules") List<Step> schedule) {
    MutableClock clock = MutableClock.atNow();
    InMemoryMessageService messages = new InMemoryMessageService(clock, 1_000, Duration.ofDays(1));
    ChannelDirectory channels =
        new ChannelDirectory(
            2,
            new ChannelLimits(1, 1_000, Duration.ofSeconds(5)),
            Ownership.alone("node1"),
            new MidClock(clock),
            messages,
            clock);
    Map<Key, RecordingConnection> connections = new HashMap<>();
    for (Key key : KEYS) {
      RecordingConnection connection = new RecordingConnection();
      connections.put(key, connection);
      channels.subscribe(key, connection);
    }
    messages.holdAppends();
    List<Step.Push> pushes = new ArrayList<>();
    List<CompletableFuture<Set<Key>>> results = new ArrayList<>();

    for (Step step : schedule) {
      if (step instanceof Step.Push push) {
        Payload body = Payload.of(String.valueOf(pushes.size()));
        pushes.add(push);
        results.add(
            channels
                .push(new Push(body, push.stored() ? 600 : 0, PushIds.random()), keys(push.keys()))
                .thenApply(PushResult::failed)
                .toCompletableFuture());
      } else if (step instanceof Step.Release) {
        messages.releaseOneAppend();
      } else if (step instanceof Step.Fail fail) {
        messages.failAppendsFor(keys(fail.keys()).toArray(Key[]::new));
      } else if (step instanceof Step.Away away) {
        messages.setUnavailable(away.away());
      } else if (step instanceof Step.Tick tick) {
        clock.advance(Duration.ofNanos(tick.nanos()));
      }
    }
    messages.releaseAppends();
    messages.setUnavailable(false);

    Map<Key, List<String>> delivered = new HashMap<>();
    Map<Key, List<String>> stored = new HashMap<>();
    for (int i = 0; i < pushes.size(); i++) {
      assertThat(results.get(i)).as("every push is answered").isCompleted();
      Set<Key> reached = new HashSet<>(keys(pushes.get(i).keys()));
      assertThat(reached).containsAll(results.get(i).join());
      reached.removeAll(results.get(i).join());
      for (Key key : reached) {
        String body = String.valueOf(i);
        delivered.computeIfAbsent(key, k -> new ArrayList<>()).add(body);
        if (pushes.get(i).stored()) {
          stored.computeIfAbsent(key, k -> new ArrayList<>()).add(body);
        }
      }
    }
    for (Key key : KEYS) {
      RecordingConnection connection = Objects.requireNonNull(connections.get(key));
      assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
      // what is online only comes later where its log did not number it
      assertThat(connection.messages())
          .containsExactlyInAnyOrderElementsOf(delivered.getOrDefault(key, List.of()));
      List<String> ofLog = stored.getOrDefault(key, List.of());
      assertThat(connection.messages()).filteredOn(ofLog::contains).isEqualTo(ofLog);
      List<Message> kept = messages.after(key, 0).toCompletableFuture().join().messages();
      assertThat(kept.stream().map(message -> message.payload().text()))
          .isEqualTo(stored.getOrDefault(key, List.of()));
      assertThat(connection.mids()).containsAll(kept.stream().map(Message::mid).toList());
    }
    assertThat(channels.counters().snapshot().channelCurrent()).isEqualTo(KEYS.size());
  }

  private static List<Key> keys(Set<Integer> numbers) {
    return numbers.stream().map(KEYS::get).toList();
  }
}
