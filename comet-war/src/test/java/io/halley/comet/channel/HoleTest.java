/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.CometNode;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a comet node does when a log has messages that its connections lack. */
class HoleTest {
  private static final Key KEY = new Key("me");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService log = new InMemoryMessageService(clock);
  private final SteppedMessages messages = new SteppedMessages(log);
  private final MidClock mids = new MidClock(clock);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          1,
          new ChannelLimits(8, 8, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          mids,
          messages,
          clock);
  private final RecordingConnection connection = new RecordingConnection();

  @Test
  void messageOfSomebodyElse_isReadWhenTheNextPushShowsIt_andComesBeforeIt() {
    channels.subscribe(KEY, connection);
    appendElsewhere("1");
    assertThat(push("2")).isEqualTo(PushResult.done());
    assertThat(connection.messages()).as("it would hide the other").isEmpty();
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void messageOfSomebodyElse_isReadWhenItIsTold_once() {
    channels.subscribe(KEY, connection);
    long mid = appendElsewhere("1");
    assertThat(channels.appended(Map.of(KEY, mid))).isEmpty();
    messages.answerAll();
    assertThat(channels.appended(Map.of(KEY, mid))).isEmpty();

    assertThat(messages.isAsked()).isFalse();
    assertThat(connection.messages()).containsExactly("1");
    push("2");
    assertThat(connection.messages()).containsExactly("1", "2");
  }

  @Test
  void messageThatIsTold_isNotReadWhileAnAnswerMayBringIt() {
    channels.subscribe(KEY, connection);
    CompletableFuture<PushResult> pushed = pushLater("1");
    messages.appendOne();
    channels.appended(Map.of(KEY, log.after(KEY, 0).toCompletableFuture().join().head()));
    assertThat(messages.reads()).isZero();
    messages.answerAppend(0);

    assertThat(pushed).isCompletedWithValue(PushResult.done());
    assertThat(messages.isAsked()).isFalse();
    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void messageThatIsTold_forAKeyWithoutConnections_isNotRead() {
    channels.appended(Map.of(KEY, appendElsewhere("1")));

    assertThat(messages.isAsked()).isFalse();
    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
  }

  @Test
  void messageThatIsTold_ofAKeyOfAnotherNode_isThatNodesToRead() {
    ChannelDirectory stranger =
        new ChannelDirectory(
            1,
            new ChannelLimits(8, 8, Duration.ofSeconds(5)),
            new Ownership(CometNode.alone("node2", List.of(), List.of())),
            mids,
            messages,
            clock);
    assertThat(stranger.appended(Map.of(KEY, 1L))).containsExactly(KEY);
  }

  @Test
  void appendWhoseAnswerWasLost_isFoundByTheNextOne() {
    channels.subscribe(KEY, connection);
    CompletableFuture<PushResult> lost = pushLater("1");
    CompletableFuture<PushResult> next = pushLater("2");
    messages.giveUpAppend(0);
    assertThat(lost.join().failed()).containsExactly(KEY);
    messages.answerAppend(0);
    messages.answerAll();

    assertThat(next).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void pushThatIsInTheLogAlready_isNoFailure_andReachesWhoLacksIt() {
    channels.subscribe(KEY, connection);
    appendElsewhere("1", 7);
    CompletableFuture<PushResult> pushed = pushLater("1", 7, true);
    messages.answerAll();

    assertThat(pushed.join().failed()).isEmpty();
    assertThat(Objects.requireNonNull(pushed.join().details().get(KEY)).repeated()).isTrue();
    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void answersOutOfTheirOrder_areDeliveredInTheOrderOfMids_withoutAReading() {
    channels.subscribe(KEY, connection);
    pushLater("1");
    pushLater("2");
    messages.appendOne();
    messages.answerAppend(1);
    assertThat(connection.messages()).isEmpty();
    assertThat(messages.reads()).isZero();
    messages.answerAppend(0);

    assertThat(connection.messages()).containsExactly("1", "2");
  }

  @Test
  void hole_thatCannotBeRead_closesTheConnections_whichResume() {
    channels.subscribe(KEY, connection);
    appendElsewhere("1");
    push("2");
    log.setUnavailable(true);
    messages.answerAll();

    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
    assertThat(channels.connections(KEY)).isZero();
    assertThat(channels.counters().snapshot().connectionCurrent()).isZero();
    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
  }

  @Test
  void hole_whoseMessagesAreGone_isToldToWhoResumed_atItsPlace_andToNobodyElse() {
    RecordingConnection resumed = new RecordingConnection();
    channels.subscribe(KEY, connection);
    channels.resume(KEY, resumed, 0);
    messages.answerAll();
    push("1");
    for (int i = 0; i <= InMemoryMessageService.CAP; i++) {
      appendElsewhere("\"x" + i + "\"");
    }
    push("2");
    messages.answerAll();

    assertThat(resumed.frames().subList(0, 4))
        .filteredOn(Reply.class::isInstance)
        .containsExactly(Reply.HEARTBEAT, Reply.RESUMED, Reply.GAP);
    assertThat(resumed.messages()).startsWith("1", "\"x2\"").endsWith("2");
    assertThat(connection.frames()).doesNotContain(Reply.GAP);
    assertThat(connection.messages()).isEqualTo(resumed.messages());
  }

  @Test
  void hole_whoseMessagesAreGone_closesWhoHasNoRoomToBeTold() {
    Replay resumed = new Replay(connection, 0);
    resumed.send(new Backlog(List.of(), 4, true));
    connection.answer(OfferResult.SLOW);
    resumed.lacks(4, 8);

    assertThat(connection.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void hole_whoseMessagesAreGone_closesWhoStillReadsItsBacklog_andIsToldWhenItResumes() {
    channels.subscribe(KEY, connection);
    push("1");
    RecordingConnection resuming = new RecordingConnection();
    for (int i = 0; i <= InMemoryMessageService.CAP; i++) {
      appendElsewhere("\"x" + i + "\"");
    }
    push("2");
    channels.resume(KEY, resuming, 0);
    messages.answerRead(0);

    assertThat(resuming.closed()).containsExactly(CloseReason.MISSED);
    assertThat(connection.closed()).isEmpty();
    assertThat(connection.messages()).startsWith("1").endsWith("2");
  }

  @Test
  void hole_belowWhatThisNodeNumbered_isAGap() {
    RecordingConnection resumed = new RecordingConnection();
    channels.resume(KEY, resumed, 0);
    messages.answerAll();
    push("1");
    clock.advance(Duration.ofSeconds(10));
    channels.push(new Push(Payload.of("2"), 0, PushIds.random()), List.of(KEY));
    clock.advance(Duration.ofSeconds(-5));
    appendElsewhere("\"late\"");
    push("3");
    messages.answerAll();

    assertThat(resumed.messages()).containsExactly("1", "2", "3");
    assertThat(resumed.frames()).contains(Reply.GAP);
    assertThat(resumed.mids()).isSorted();
  }

  @Test
  void pushOnline_behindAnAppend_isNumberedByTheLog() {
    channels.subscribe(KEY, connection);
    pushLater("1");
    CompletableFuture<PushResult> online =
        channels
            .push(new Push(Payload.of("2"), 0, PushIds.random()), List.of(KEY))
            .toCompletableFuture();
    pushLater("3");
    assertThat(online).isCompletedWithValue(PushResult.done());
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("1", "2", "3");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(messages.isAsked()).as("nothing is missing").isFalse();
  }

  @Test
  void pushOnline_behindAppendsThatFail_isDeliveredAllTheSame() {
    channels.subscribe(KEY, connection);
    pushLater("1");
    channels.push(new Push(Payload.of("2"), 0, PushIds.random()), List.of(KEY));
    pushLater("3");
    log.failAppendsFor(KEY);
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("2");
    assertThat(channels.counters().snapshot().messageFailed()).isEqualTo(2);
  }

  @Test
  void pushOnline_whileAHoleIsRead_waitsForIt() {
    channels.subscribe(KEY, connection);
    appendElsewhere("1");
    push("2");
    channels.push(new Push(Payload.of("3"), 0, PushIds.random()), List.of(KEY));
    assertThat(connection.messages()).isEmpty();
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("1", "2", "3");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void logThatIsYearsAhead_doesNotTakeTheOtherKeysWithIt() {
    Key other = new Key("other");
    long ahead = Mid.plusSeconds(Mid.at(clock.instant()), Duration.ofDays(3_650).toSeconds());
    LogEntry entry = LogEntry.of(Payload.of("1"), 4_000_000_000L, PushIds.random());
    assertThat(log.append(entry, List.of(new AppendTarget(KEY, ahead))).toCompletableFuture())
        .isCompleted();
    channels.resume(KEY, connection, 0);
    messages.answerAll();
    push("2");
    channels.appended(Map.of(KEY, ahead + 400));
    channels.push(new Push(Payload.of("online"), 0, PushIds.random()), List.of(KEY));
    push("5");
    messages.answerAll();

    RecordingConnection neighbour = new RecordingConnection();
    channels.subscribe(other, neighbour);
    channels.push(new Push(Payload.of("3"), 0, PushIds.random()), List.of(other));
    channels.push(new Push(Payload.of("4"), 60, PushIds.random()), List.of(other));
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("1", "2", "online", "5");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(neighbour.messages()).containsExactly("3", "4");
    assertThat(neighbour.mids()).isSorted().allMatch(mid -> mid < ahead);
  }

  @Test
  void append_isAskedForAMidAboveAllThatThisNodeGave() {
    channels.subscribe(KEY, connection);
    clock.advance(Duration.ofSeconds(30));
    channels.push(new Push(Payload.of("1"), 0, PushIds.random()), List.of(KEY));
    clock.advance(Duration.ofSeconds(-30));
    push("2");

    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
  }

  private PushResult push(String json) {
    CompletableFuture<PushResult> pushed = pushLater(json);
    messages.answerAppend(0);
    return pushed.join();
  }

  private CompletableFuture<PushResult> pushLater(String json) {
    return pushLater(json, PushIds.random(), false);
  }

  private CompletableFuture<PushResult> pushLater(String json, long id, boolean detailed) {
    return channels
        .push(new Push(Payload.of(json), 60, id, detailed), List.of(KEY))
        .toCompletableFuture();
  }

  private long appendElsewhere(String json) {
    return appendElsewhere(json, PushIds.random());
  }

  private long appendElsewhere(String json, long id) {
    clock.advance(Duration.ofMillis(1));
    LogEntry entry = LogEntry.of(Payload.of(json), clock.instant().getEpochSecond() + 60, id);
    return Objects.requireNonNull(
            log.append(entry, List.of(new AppendTarget(KEY, 0)))
                .toCompletableFuture()
                .join()
                .get(KEY))
        .mid();
  }
}
