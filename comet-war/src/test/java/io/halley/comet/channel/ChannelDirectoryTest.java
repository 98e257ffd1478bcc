/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChannelDirectoryTest {
  private static final Key KEY = new Key("one");
  private static final Key OTHER = new Key("other");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final FailingMessages failing = new FailingMessages(messages);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          2,
          new ChannelLimits(2, 3, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(clock),
          failing,
          clock);

  @Test
  void subscribe_isAnsweredBeforeAnyMessage() {
    RecordingConnection connection = subscribed(KEY);
    push("1", 0, KEY);
    assertThat(connection.frames().get(0)).isEqualTo(Reply.HEARTBEAT);
    assertThat(connection.messages()).containsExactly("1");
    assertThat(channels.connections(KEY)).isEqualTo(1);
  }

  @Test
  void push_whileASaveIsHeld_isDeliveredOnlyAfterTheSave() {
    RecordingConnection connection = subscribed(KEY);
    messages.holdAppends();
    CompletableFuture<Set<Key>> stored = push("1", 60, KEY);
    CompletableFuture<Set<Key>> online = push("2", 0, KEY);
    CompletableFuture<Set<Key>> storedLater = push("3", 60, KEY);
    assertThat(connection.messages()).isEmpty();
    assertThat(stored).isNotDone();

    assertThat(online).isCompletedWithValue(Set.of());

    messages.releaseOneAppend();
    assertThat(connection.messages()).containsExactly("1");
    assertThat(stored).isCompletedWithValue(Set.of());
    messages.releaseOneAppend();
    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(storedLater).isNotDone();

    messages.releaseOneAppend();
    assertThat(connection.messages()).containsExactly("1", "2", "3");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(storedMids(KEY)).containsExactly(connection.mids().get(0), connection.mids().get(2));
  }

  @Test
  void push_thatExpires_isStoredUntilThen() {
    push("1", 60, KEY).join();
    clock.advance(Duration.ofSeconds(59));
    assertThat(storedMids(KEY)).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(storedMids(KEY)).isEmpty();
  }

  @Test
  void push_withoutExpiry_isNeverStored() {
    push("1", 0, KEY).join();
    assertThat(messages.appends()).isZero();
  }

  @Test
  void push_whoseSaveFailsForAKey_reachesTheOtherKeysAlone() {
    RecordingConnection unlucky = subscribed(KEY);
    RecordingConnection lucky = subscribed(OTHER);
    messages.failAppendsFor(KEY);
    assertThat(push("1", 60, KEY, OTHER).join()).containsExactly(KEY);
    assertThat(unlucky.messages()).isEmpty();
    assertThat(lucky.messages()).containsExactly("1");
    messages.failAppendsFor();
    assertThat(push("2", 60, KEY, OTHER).join()).isEmpty();
    assertThat(unlucky.messages()).containsExactly("2");
    assertThat(channels.counters().snapshot().messageFailed()).isEqualTo(1);
    assertThat(channels.counters().snapshot().messageSucceed()).isEqualTo(3);
  }

  @Test
  void push_whileTheMessageServiceIsAway_failsAndHoldsNothingUp() {
    RecordingConnection connection = subscribed(KEY);
    messages.setUnavailable(true);
    assertThat(push("1", 60, KEY).join()).containsExactly(KEY);
    assertThat(push("2", 0, KEY).join()).isEmpty();
    messages.setUnavailable(false);
    assertThat(push("3", 60, KEY).join()).isEmpty();
    assertThat(connection.messages()).containsExactly("2", "3");
  }

  @Test
  void push_whoseSaveThrows_failsAndHoldsNothingUp() {
    RecordingConnection connection = subscribed(KEY);
    failing.throwing(true);
    assertThat(push("1", 60, KEY)).isCompletedWithValue(Set.of(KEY));
    failing.throwing(false);
    assertThat(push("2", 60, KEY)).isCompletedWithValue(Set.of());
    assertThat(connection.messages()).containsExactly("2");
  }

  @Test
  void push_toAKeyNamedTwice_countsOnceAndHoldsNothingUp() {
    RecordingConnection connection = subscribed(KEY);
    assertThat(push("1", 60, KEY, KEY)).isCompletedWithValue(Set.of());
    assertThat(push("2", 0, KEY, KEY)).isCompletedWithValue(Set.of());
    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(channels.counters().snapshot().messageSucceed()).isEqualTo(2);
  }

  @Test
  void push_beyondTheBoundOnPending_failsForThatKeyOnly() {
    RecordingConnection connection = subscribed(KEY);
    RecordingConnection other = subscribed(OTHER);
    messages.holdAppends();
    push("1", 60, KEY);
    push("2", 60, KEY);
    push("3", 0, KEY);
    assertThat(push("4", 60, KEY)).isCompletedWithValue(Set.of(KEY));
    assertThat(push("5", 0, KEY)).isCompletedWithValue(Set.of(KEY));
    CompletableFuture<Set<Key>> both = push("6", 60, KEY, OTHER);
    messages.releaseAppends();
    assertThat(both).isCompletedWithValue(Set.of(KEY));
    assertThat(connection.messages()).containsExactly("1", "2", "3");
    assertThat(other.messages()).containsExactly("6");
    assertThat(push("7", 60, KEY).join()).isEmpty();
    assertThat(connection.messages()).containsExactly("1", "2", "3", "7");
  }

  @Test
  void batch_sharesOneIdWhereItCan() {
    RecordingConnection one = subscribed(KEY);
    RecordingConnection two = subscribed(OTHER);
    push("1", 0, KEY, OTHER).join();
    assertThat(one.mids()).isEqualTo(two.mids());
    assertThat(one.frames().get(1)).isSameAs(two.frames().get(1));
  }

  @Test
  void subscribe_beyondTheLimitOfAKey_isRefused() {
    RecordingConnection first = subscribed(KEY);
    subscribed(KEY);
    RecordingConnection third = new RecordingConnection();
    assertThat(channels.subscribe(KEY, third)).isEqualTo(JoinResult.TOO_MANY_CONNECTIONS);
    assertThat(third.frames()).isEmpty();
    subscribed(OTHER);
    channels.unsubscribe(KEY, first);
    assertThat(channels.subscribe(KEY, third)).isEqualTo(JoinResult.JOINED);
    assertThat(channels.connections(KEY)).isEqualTo(2);
  }

  @Test
  void slowConnection_isClosedAndTheOthersGetEverything() {
    RecordingConnection slow = subscribed(KEY).answer(OfferResult.SLOW);
    RecordingConnection other = subscribed(KEY);
    push("1", 0, KEY).join();
    push("2", 60, KEY).join();
    assertThat(slow.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
    assertThat(slow.messages()).isEmpty();
    assertThat(other.messages()).containsExactly("1", "2");
    assertThat(other.closed()).isEmpty();
  }

  @Test
  void connectionThatThrows_isClosedAndTheOthersGetEverything() {
    RecordingConnection broken = subscribed(KEY).failing();
    RecordingConnection other = subscribed(KEY);
    assertThat(push("1", 0, KEY).join()).isEmpty();
    assertThat(other.messages()).containsExactly("1");
    assertThat(broken.closed()).containsExactly(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void channel_isFreedWhenNothingNeedsIt() {
    RecordingConnection connection = subscribed(KEY);
    messages.holdAppends();
    push("1", 60, KEY);
    channels.unsubscribe(KEY, connection);
    channels.unsubscribe(KEY, connection);
    assertThat(channels.counters().snapshot().channelCurrent())
        .as("while a save is on its way")
        .isEqualTo(1);
    messages.releaseAppends();
    CometStat stat = channels.counters().snapshot();
    assertThat(stat.channelCreate()).isEqualTo(1);
    assertThat(stat.channelDelete()).isEqualTo(1);
    assertThat(stat.channelCurrent()).isZero();
    assertThat(stat.connectionAdd()).isEqualTo(1);
    assertThat(stat.connectionRemove()).isEqualTo(1);
    assertThat(stat.connectionCurrent()).isZero();
  }

  @Test
  void push_toNobody_leavesNoChannelBehind() {
    push("1", 0, KEY, OTHER).join();
    push("2", 60, KEY, OTHER).join();
    messages.setUnavailable(true);
    push("3", 60, KEY, OTHER).join();
    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
    assertThat(channels.counters().snapshot().channelAccess()).isEqualTo(6);
  }

  @Test
  void connectionThatCameAfterThePush_getsItOnceItIsSaved() {
    messages.holdAppends();
    push("1", 60, KEY);
    RecordingConnection connection = subscribed(KEY);
    messages.releaseAppends();
    assertThat(connection.frames().get(0)).isEqualTo(Reply.HEARTBEAT);
    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void closeAll_closesEveryConnectionOfEveryKey() {
    List<RecordingConnection> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(subscribed(new Key("key" + i)));
    }
    channels.closeAll(CloseReason.NODE_STOPS);
    assertThat(all).allSatisfy(c -> assertThat(c.closed()).containsExactly(CloseReason.NODE_STOPS));
  }

  @Test
  void buckets_areAPowerOfTwo() {
    assertThatThrownBy(
            () ->
                new ChannelDirectory(
                    3,
                    new ChannelLimits(1, 1, Duration.ofSeconds(5)),
                    Ownership.alone("node1"),
                    new MidClock(clock),
                    messages,
                    clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pushWhoseSaveIsLate_fails_andIsDeliveredInItsTurn() {
    ChannelDirectory impatient =
        new ChannelDirectory(
            2,
            new ChannelLimits(2, 3, Duration.ofMillis(20)),
            Ownership.alone("node1"),
            new MidClock(clock),
            messages,
            clock);
    RecordingConnection connection = new RecordingConnection();
    impatient.subscribe(KEY, connection);
    messages.holdAppends();

    PushResult late =
        impatient
            .push(new Push(Payload.of("1"), 60, PushIds.random()), List.of(KEY))
            .toCompletableFuture()
            .join();
    var online = impatient.push(new Push(Payload.of("2"), 0, PushIds.random()), List.of(KEY));

    assertThat(late.failed()).containsExactly(KEY);
    assertThat(online).isDone();
    assertThat(connection.messages()).isEmpty();
    messages.releaseAppends();
    assertThat(connection.messages()).containsExactly("1", "2");
  }

  @Test
  void push_toNoKey_ends() {
    assertThat(push("1", 60)).isCompletedWithValue(Set.of());
  }

  private RecordingConnection subscribed(Key key) {
    RecordingConnection connection = new RecordingConnection();
    assertThat(channels.subscribe(key, connection)).isEqualTo(JoinResult.JOINED);
    return connection;
  }

  private CompletableFuture<Set<Key>> push(String json, long expireSeconds, Key... keys) {
    return channels
        .push(new Push(Payload.of(json), expireSeconds, PushIds.random()), List.of(keys))
        .thenApply(PushResult::failed)
        .toCompletableFuture();
  }

  private List<Long> storedMids(Key key) {
    return messages.after(key, 0).toCompletableFuture().join().messages().stream()
        .map(Message::mid)
        .toList();
  }
}
