/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a connection is sent that goes on after a mid. */
class ResumeTest {
  private static final Key KEY = new Key("alice");
  private static final int WAITING = 3;

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService stored = new InMemoryMessageService(clock);
  private final SteppedMessages messages = new SteppedMessages(stored);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          1,
          new ChannelLimits(2, WAITING, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(clock),
          messages,
          clock);
  private final RecordingConnection connection =
      new RecordingConnection(new QueueBounds(WAITING, 10_000, false));

  @Test
  void resume_sendsTheAnswer_thenWhatIsStored_thenWhatWasPushedMeanwhile() {
    pushSaved("1");
    pushSaved("2");

    assertThat(channels.resume(KEY, connection, 0)).isEqualTo(JoinResult.JOINED);
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
    pushSaved("3");
    pushOnline("4");
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
    messages.answerRead(0);

    assertThat(connection.frames()).startsWith(Reply.HEARTBEAT, Reply.RESUMED);
    assertThat(connection.messages()).containsExactly("1", "2", "3", "4");
    pushOnline("5");
    assertThat(connection.messages()).endsWith("5");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void resume_afterAMid_leavesOutWhatTheClientHas() {
    RecordingConnection witness = new RecordingConnection();
    channels.subscribe(KEY, witness);
    pushSaved("1");
    pushSaved("2");

    channels.resume(KEY, connection, witness.mids().get(0));
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("2");
  }

  @Test
  void resume_whereSomethingIsGone_saysSo() {
    for (int i = 0; i < InMemoryMessageService.CAP + 1; i++) {
      pushSaved(String.valueOf(i));
    }

    channels.resume(KEY, connection, 0);
    messages.answerAll();

    assertThat(connection.frames()).startsWith(Reply.HEARTBEAT, Reply.GAP);
    assertThat(connection.messages()).hasSize(InMemoryMessageService.CAP).startsWith("1");
  }

  @Test
  void resume_whileASaveIsOpen_sendsItsMessageOnce_howeverEarlyItIsStored() {
    push("1", 600);
    messages.appendOne();

    channels.resume(KEY, connection, 0);
    messages.answerRead(0);
    assertThat(connection.messages()).containsExactly("1");
    messages.answerAppend(0);

    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void resume_whileASaveFails_neverSendsItsMessage() {
    push("1", 600);
    stored.failAppendsFor(KEY);
    channels.resume(KEY, connection, 0);

    messages.answerAll();

    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT, Reply.RESUMED);
  }

  @Test
  void resume_afterAMessageWhoseSaveIsOpen_doesNotRepeatIt() {
    push("1", 600);
    messages.appendOne();
    long mid = storedMids().get(0);

    channels.resume(KEY, connection, mid);
    messages.answerAll();

    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT, Reply.RESUMED);
  }

  @Test
  void resume_sendsWhatSomebodyElseAppended() {
    long mid = appendElsewhere("1");

    channels.resume(KEY, connection, 0);
    messages.answerAll();

    assertThat(connection.mids()).containsExactly(mid);
  }

  @Test
  void resume_whoseReadingIsOlderThanWhatWentOutSince_readsAgain() {
    channels.resume(KEY, connection, 0);
    messages.readOne(0);
    appendElsewhere("1");
    pushSaved("2");
    messages.answerRead(0);
    assertThat(connection.messages()).isEmpty();
    assertThat(messages.reads()).isEqualTo(1);
    messages.answerRead(0);

    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void resume_whileAnAppendIsOpen_hidesNothingThatSomebodyElseAppendedBeforeIt() {
    CompletableFuture<PushResult> pushed =
        channels.push(new Push(Payload.of("1"), 600, 7), List.of(KEY)).toCompletableFuture();
    appendElsewhere("2");
    channels.resume(KEY, connection, 0);
    messages.answerAll();

    assertThat(pushed).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).containsExactly("2", "1");
    assertThat(connection.closed()).isEmpty();
  }

  private long appendElsewhere(String json) {
    LogEntry entry =
        LogEntry.of(Payload.of(json), clock.instant().getEpochSecond() + 600, PushIds.random());
    return Objects.requireNonNull(
            stored
                .append(entry, List.of(new AppendTarget(KEY, 0)))
                .toCompletableFuture()
                .join()
                .get(KEY))
        .mid();
  }

  private List<Long> storedMids() {
    return stored.after(KEY, 0).toCompletableFuture().join().messages().stream()
        .map(Message::mid)
        .toList();
  }

  @Test
  void resume_ofTwoConnections_sendsEachItsOwn() {
    pushSaved("1");
    RecordingConnection other = new RecordingConnection();
    channels.resume(KEY, connection, 0);
    pushSaved("2");
    channels.resume(KEY, other, 0);
    pushSaved("3");
    messages.answerRead(1);

    assertThat(other.messages()).containsExactly("1", "2", "3");
    assertThat(connection.messages()).isEmpty();
    messages.answerRead(0);
    assertThat(connection.messages()).containsExactly("1", "2", "3");
  }

  @Test
  void resume_whereTheStoreIsAway_endsTheConnection() {
    channels.resume(KEY, connection, 0);
    stored.setUnavailable(true);
    messages.answerRead(0);

    assertThat(connection.closed()).containsExactly(CloseReason.UNAVAILABLE);
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
  }

  @Test
  void resume_whereTheMessageServiceThrows_endsTheConnection() {
    FailingMessages throwing = new FailingMessages(stored);
    throwing.throwing(true);
    ChannelDirectory failing =
        new ChannelDirectory(
            1,
            new ChannelLimits(1, 1, Duration.ofSeconds(5)),
            Ownership.alone("node1"),
            new MidClock(clock),
            throwing,
            clock);

    failing.resume(KEY, connection, 0);

    assertThat(connection.closed()).containsExactly(CloseReason.UNAVAILABLE);
  }

  @Test
  void resume_ofAConnectionThatEndsMeanwhile_leavesNothingBehind() {
    channels.resume(KEY, connection, 0);
    connection.close(CloseReason.CLIENT_LEFT);
    channels.unsubscribe(KEY, connection);
    assertThat(channels.connections(KEY)).isZero();

    messages.answerRead(0);

    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
    assertThat(connection.closed()).containsExactly(CloseReason.CLIENT_LEFT);
  }

  @Test
  void resume_whileMoreIsPushedThanMayWait_endsTheConnectionAsSlow() {
    channels.resume(KEY, connection, 0);
    for (int i = 0; i <= WAITING; i++) {
      pushOnline(String.valueOf(i));
    }

    assertThat(connection.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void resume_whileMoreBytesArePushedThanMayWait_endsTheConnectionAsSlow() {
    RecordingConnection narrow = new RecordingConnection(new QueueBounds(100, 100, false));
    channels.resume(KEY, narrow, 0);
    pushOnline("1");
    pushOnline("\"" + "x".repeat(100) + "\"");

    assertThat(narrow.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void resume_whileMoreIsPushedThanMayWait_losesTheOldestWhereThatIsWanted() {
    RecordingConnection lossy = new RecordingConnection(new QueueBounds(WAITING, 10_000, true));
    pushSaved("\"stored\"");
    channels.resume(KEY, lossy, 0);
    for (int i = 0; i <= WAITING; i++) {
      pushOnline(String.valueOf(i));
    }
    messages.answerAll();

    assertThat(lossy.closed()).isEmpty();
    assertThat(lossy.messages()).containsExactly("\"stored\"", "1", "2", "3");
    assertThat(lossy.frames().get(3)).as("before the first that is left").isEqualTo(Reply.GAP);
  }

  @Test
  void resume_ofAConnectionThatFails_endsIt() {
    channels.resume(KEY, connection, 0);
    connection.failing();
    messages.answerRead(0);

    assertThat(connection.closed()).containsExactly(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void resume_ofAConnectionThatIsSlow_endsItOnceWhatWaitedIsTooMuch() {
    channels.resume(KEY, connection, 0);
    pushOnline("1");
    connection.answer(OfferResult.SLOW);
    messages.answerRead(0);

    assertThat(connection.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void resume_beyondTheConnectionsOfAKey_isRefused_andAsksForNothing() {
    assertThat(channels.resume(KEY, new RecordingConnection(), 0)).isEqualTo(JoinResult.JOINED);
    assertThat(channels.resume(KEY, new RecordingConnection(), 0)).isEqualTo(JoinResult.JOINED);

    assertThat(channels.resume(KEY, connection, 0)).isEqualTo(JoinResult.TOO_MANY_CONNECTIONS);
    assertThat(messages.reads()).isEqualTo(2);
    assertThat(connection.frames()).isEmpty();
  }

  @Test
  void closeAll_endsAConnectionThatResumes() {
    channels.resume(KEY, connection, 0);

    channels.closeAll(CloseReason.NODE_STOPS);

    assertThat(connection.closed()).containsExactly(CloseReason.NODE_STOPS);
  }

  @Test
  void messagesOnALivelyClock_thatSharedAnIdWithTheResume_areStillSentOnce() {
    // a batch that was given its id before the resume, and reaches the bucket after it
    MidClock mids = new MidClock(clock);
    PushBatch batch = new PushBatch(new Push(Payload.of("1"), 0, PushIds.random()), mids, 0);
    ChannelBucket bucket =
        new ChannelBucket(
            new ChannelLimits(1, 1, Duration.ofSeconds(5)),
            new ChannelCounters(),
            Ownership.alone("node1"),
            mids,
            messages,
            new OutageLog(System.getLogger("test"), "over"));
    Delivery given = batch.above(0);
    bucket.resume(KEY, connection, 0);
    long before = mids.last();
    bucket.push(batch, List.of(KEY));
    messages.answerAll();

    assertThat(connection.mids())
        .singleElement()
        .satisfies(mid -> assertThat(mid).isGreaterThan(before).isGreaterThan(given.mid()));
    List<Frame> frames = connection.frames();
    assertThat(frames).startsWith(Reply.HEARTBEAT, Reply.RESUMED).hasSize(3);
  }

  private void pushSaved(String json) {
    CompletableFuture<Set<Key>> pushed = push(json, 600);
    messages.answerAppend(-1);
    assertThat(pushed).isCompletedWithValue(Set.of());
    clock.advance(Duration.ofNanos(400));
  }

  private void pushOnline(String json) {
    assertThat(push(json, 0)).isCompletedWithValue(Set.of());
  }

  private CompletableFuture<Set<Key>> push(String json, long expire) {
    return channels
        .push(new Push(Payload.of(json), expire, PushIds.random()), List.of(KEY))
        .thenApply(PushResult::failed)
        .toCompletableFuture();
  }
}
