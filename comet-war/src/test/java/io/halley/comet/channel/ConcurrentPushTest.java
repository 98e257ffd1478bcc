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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Real threads push, subscribe and save at once; each key is checked at its connections. */
class ConcurrentPushTest {
  private static final int PUSHERS = 6;
  private static final int PUSHES = 300;
  private static final List<Key> KEYS =
      IntStream.range(0, 8).mapToObj(i -> new Key("key" + i)).toList();

  private final AtomicInteger calls = new AtomicInteger();

  /** Steps back by up to seven milliseconds now and then. */
  private final InstantSource clock =
      () -> {
        Instant now = Clock.systemUTC().instant();
        return calls.incrementAndGet() % 5 == 0 ? now.minusMillis(7) : now;
      };

  private final InMemoryMessageService messages =
      new InMemoryMessageService(clock, PUSHERS * PUSHES, Duration.ofDays(1));
  private final AnsweringThreads messagesOfThreads = new AnsweringThreads(messages);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          2,
          new ChannelLimits(64, PUSHERS * PUSHES, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(clock),
          messagesOfThreads,
          clock);

  @RepeatedTest(3)
  void pushes_singleAndBatchStoredAndNot_reachEachKeyOnceInTheOrderOfIds() throws Exception {
    Map<Key, RecordingConnection> first = new HashMap<>();
    for (Key key : KEYS) {
      RecordingConnection connection = new RecordingConnection();
      first.put(key, connection);
      channels.subscribe(key, connection);
    }
    List<Callable<List<CompletableFuture<Set<Key>>>>> pushers = new ArrayList<>();
    for (int i = 0; i < PUSHERS; i++) {
      int pusher = i;
      pushers.add(() -> push(pusher));
    }
    pushers.add(this::comeAndGo);
    try (messagesOfThreads) {
      for (List<CompletableFuture<Set<Key>>> pushed : Together.run(pushers)) {
        for (CompletableFuture<Set<Key>> each : pushed) {
          assertThat(each.get(20, TimeUnit.SECONDS)).isEmpty();
        }
      }
    }

    for (Key key : KEYS) {
      RecordingConnection connection = Objects.requireNonNull(first.get(key));
      assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
      Map<String, List<Integer>> byPusher = new HashMap<>();
      for (String message : connection.messages()) {
        String[] body = message.replace("\"", "").split("-", 2);
        byPusher
            .computeIfAbsent(body[0], pusher -> new ArrayList<>())
            .add(Integer.valueOf(body[1]));
      }
      assertThat(byPusher).hasSize(PUSHERS);
      assertThat(byPusher.values())
          .allSatisfy(of -> assertThat(of).as("one pusher's").isSorted().doesNotHaveDuplicates());
      assertThat(connection.messages()).hasSize(expected(key));
      List<Long> stored =
          messages.after(key, 0).toCompletableFuture().join().messages().stream()
              .map(Message::mid)
              .toList();
      assertThat(stored).isNotEmpty();
      assertThat(connection.mids()).containsAll(stored);
    }
    assertThat(channels.counters().snapshot().channelCurrent()).isEqualTo(KEYS.size());
    assertThat(channels.counters().snapshot().connectionCurrent()).isEqualTo(KEYS.size());
  }

  private List<CompletableFuture<Set<Key>>> push(int pusher) {
    List<CompletableFuture<Set<Key>>> pushed = new ArrayList<>();
    for (int i = 0; i < PUSHES; i++) {
      Payload body = Payload.of("\"" + pusher + "-" + i + "\"");
      pushed.add(
          channels
              .push(new Push(body, i % 3 == 0 ? 60 : 0, PushIds.random()), keys(pusher, i))
              .thenApply(PushResult::failed)
              .toCompletableFuture());
    }
    return pushed;
  }

  /** Every fourth push is a batch to all. */
  private static List<Key> keys(int pusher, int push) {
    return push % 4 == 0 ? KEYS : List.of(KEYS.get((pusher + push) % KEYS.size()));
  }

  private static int expected(Key key) {
    int expected = 0;
    for (int pusher = 0; pusher < PUSHERS; pusher++) {
      for (int i = 0; i < PUSHES; i++) {
        expected += keys(pusher, i).contains(key) ? 1 : 0;
      }
    }
    return expected;
  }

  private List<CompletableFuture<Set<Key>>> comeAndGo() {
    Set<RecordingConnection> all = new HashSet<>();
    for (int i = 0; i < PUSHES; i++) {
      Key key = KEYS.get(i % KEYS.size());
      RecordingConnection connection = new RecordingConnection();
      all.add(connection);
      assertThat(channels.subscribe(key, connection)).isEqualTo(JoinResult.JOINED);
      channels.unsubscribe(key, connection);
    }
    assertThat(all).allSatisfy(each -> assertThat(each.mids()).isSorted());
    return Collections.emptyList();
  }
}
