/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/**
 * A client that comes back again and again with the last mid that it has gets every stored message
 * once and in order, whenever it leaves and comes, and whenever the store does its part.
 */
class ResumeOrderTest {
  private static final Key KEY = new Key("alice");
  private static final int ENOUGH = 10_000;

  /** What may happen next; numbers choose among what there is to choose from. */
  enum Event {
    PUSH_STORED,
    PUSH_ONLINE,
    SAVE,
    ANSWER_SAVE,
    COME_BACK,
    READ,
    ANSWER_READ,
    FAIL_SAVES,
    MEND_SAVES,
    TICK
  }

  record Step(Event event, int number) {}

  @Provide
  Arbitrary<List<Step>> schedules() {
    Arbitrary<Event> events =
        Arbitraries.frequency(
            Tuple.of(8, Event.PUSH_STORED),
            Tuple.of(2, Event.PUSH_ONLINE),
            Tuple.of(4, Event.SAVE),
            Tuple.of(6, Event.ANSWER_SAVE),
            Tuple.of(3, Event.COME_BACK),
            Tuple.of(3, Event.READ),
            Tuple.of(4, Event.ANSWER_READ),
            Tuple.of(1, Event.FAIL_SAVES),
            Tuple.of(2, Event.MEND_SAVES),
            Tuple.of(2, Event.TICK));
    return events
        .flatMap(event -> Arbitraries.integers().between(0, 9).map(n -> new Step(event, n)))
        .list()
        .ofMaxSize(80);
  }

  @Property
  void everyStoredMessage_reachesTheClientOnceAndInOrder(@ForAll("schedules") List<Step> schedule) {
    MutableClock clock = MutableClock.atNow();
    InMemoryMessageService stored = stored(clock);
    SteppedMessages messages = new SteppedMessages(stored);
    ChannelDirectory channels = channels(messages, clock);
    Client client = new Client(channels);
    List<CompletableFuture<Set<Key>>> pushes = new ArrayList<>();
    Set<Integer> online = new HashSet<>();

    for (Step step : schedule) {
      switch (step.event()) {
        case PUSH_STORED -> pushes.add(push(channels, pushes.size(), 600));
        case PUSH_ONLINE -> {
          online.add(pushes.size());
          pushes.add(push(channels, pushes.size(), 0));
        }
        case SAVE -> messages.appendOne();
        case ANSWER_SAVE -> messages.answerAppend(step.number());
        case COME_BACK -> client.comeBack();
        case READ -> messages.readOne(step.number());
        case ANSWER_READ -> messages.answerRead(step.number());
        case FAIL_SAVES -> stored.failAppendsFor(KEY);
        case MEND_SAVES -> stored.failAppendsFor();
        case TICK -> clock.advance(Duration.ofNanos(step.number() * 300L - 1_000));
      }
    }
    messages.answerAll();
    client.comeBack();
    messages.answerAll();
    client.leave();

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < pushes.size(); i++) {
      assertThat(pushes.get(i)).isCompleted();
      if (!online.contains(i) && pushes.get(i).join().isEmpty()) {
        expected.add(String.valueOf(i));
      }
    }
    assertThat(client.mids).isSorted().doesNotHaveDuplicates();
    assertThat(client.bodies)
        .filteredOn(n -> !online.contains(Integer.parseInt(n)))
        .isEqualTo(expected);
    assertThat(channels.connections(KEY)).isZero();
  }

  @Test
  void everyStoredMessage_reachesAClientThatComesAndGoesWhileThreadsPush() throws Exception {
    int pushers = 3;
    int each = 400;
    MutableClock clock = MutableClock.atNow();
    try (AnsweringThreads messages = new AnsweringThreads(stored(clock))) {
      ChannelDirectory channels = channels(messages, clock);
      Client client = new Client(channels);
      AtomicInteger pushing = new AtomicInteger(pushers);
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < pushers; i++) {
        tasks.add(
            () -> {
              for (int n = 0; n < each; n++) {
                assertThat(push(channels, n, 600).join()).isEmpty();
              }
              return pushing.decrementAndGet();
            });
      }
      tasks.add(
          () -> {
            while (pushing.get() > 0) {
              client.comeBack();
              while (!client.isResumed()) {
                Thread.onSpinWait();
              }
            }
            return 0;
          });
      Together.run(tasks);
      client.comeBack();
      // another thread may still be sending what was decided
      await().until(() -> client.has() == pushers * each);
      client.leave();

      assertThat(client.mids)
          .hasSize(pushers * each)
          .isEqualTo(
              messages.after(KEY, 0).toCompletableFuture().join().messages().stream()
                  .map(Message::mid)
                  .toList());
    }
  }

  private static InMemoryMessageService stored(MutableClock clock) {
    return new InMemoryMessageService(clock, ENOUGH, Duration.ofDays(1));
  }

  private static ChannelDirectory channels(MessageService messages, MutableClock clock) {
    return new ChannelDirectory(
        1,
        new ChannelLimits(1, ENOUGH, Duration.ofSeconds(5)),
        Ownership.alone("node1"),
        new MidClock(clock),
        messages,
        clock);
  }

  private static CompletableFuture<Set<Key>> push(ChannelDirectory channels, int n, long expire) {
    return channels
        .push(new Push(Payload.of(String.valueOf(n)), expire, PushIds.random()), List.of(KEY))
        .thenApply(PushResult::failed)
        .toCompletableFuture();
  }

  /** A client that remembers what it got; for one thread. */
  private static final class Client {
    final List<Long> mids = new ArrayList<>();
    final List<String> bodies = new ArrayList<>();
    private final ChannelDirectory channels;
    private RecordingConnection connection = new RecordingConnection();

    Client(ChannelDirectory channels) {
      this.channels = channels;
    }

    void comeBack() {
      leave();
      connection = new RecordingConnection();
      assertThat(channels.resume(KEY, connection, mids.isEmpty() ? 0 : mids.get(mids.size() - 1)))
          .isEqualTo(JoinResult.JOINED);
    }

    /** Whether it was told that what is stored follows. */
    boolean isResumed() {
      return connection.frames().size() > 1;
    }

    /** How many messages it has. */
    int has() {
      return mids.size() + connection.mids().size();
    }

    void leave() {
      connection.close(CloseReason.CLIENT_LEFT);
      channels.unsubscribe(KEY, connection);
      if (connection.frames().size() > 1) {
        assertThat(connection.frames()).startsWith(Reply.HEARTBEAT, Reply.RESUMED);
      }
      mids.addAll(connection.mids());
      bodies.addAll(connection.messages());
    }
  }
}
