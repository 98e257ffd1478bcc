/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.view.CometNode;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a comet node does when the store knows of messages that it does not. */
class SaveConflictTest {
  private static final Key KEY = new Key("me");
  private static final long PUSH = 7;

  private final MutableClock clock = MutableClock.atNow();
  private final ScriptedSaves messages = new ScriptedSaves(new InMemoryMessageService(clock));
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
  void unseenMessage_sendsSubscribersBackToResume() {
    channels.subscribe(KEY, connection);
    messages.next(to -> conflict(Kind.UNSEEN, to.known() + 1));
    assertThat(push("1")).isEqualTo(PushResult.done());
    assertThat(connection.messages()).as("it would hide the unseen one").isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
    assertThat(channels.connections(KEY)).isZero();
    assertThat(channels.counters().snapshot().connectionCurrent()).isZero();
  }

  @Test
  void pushThatSomebodyElseSaved_isNoFailure_andSendsSubscribersBackToResume() {
    channels.subscribe(KEY, connection);
    messages.next(to -> conflict(Kind.REPEATED, to.known() + 1));
    assertThat(push("1")).isEqualTo(PushResult.done());
    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void saveThatWasAskedForTwice_isASaveLikeOthers() {
    channels.subscribe(KEY, connection);
    messages.next(to -> conflict(Kind.REPEATED, to.mid()));
    assertThat(push("1")).isEqualTo(PushResult.done());
    assertThat(connection.messages()).containsExactly("1");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void idThatIsTooLow_isReplacedByAHigherOne() {
    long taken = Mid.plusSeconds(mids.now(), 60);
    messages.next(to -> conflict(Kind.STALE, taken));
    assertThat(push("1")).isEqualTo(PushResult.done());
    assertThat(messages.asked).hasSize(2);
    assertThat(messages.asked.get(1).mid()).isGreaterThan(taken);
  }

  @Test
  void idThatIsTooLow_becauseOfAnUnseenMessage_sendsSubscribersBackToResume() {
    channels.subscribe(KEY, connection);
    messages.hold();
    CompletableFuture<PushResult> pushed = pushLater("1");
    channels.push(new Push(Payload.of("2"), 0, PUSH), List.of(KEY));
    messages.answer(conflict(Kind.STALE, Mid.plusSeconds(mids.now(), 60)));
    assertThat(connection.messages()).as("it would hide the unseen one").isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
    messages.answer(SaveResult.done());
    assertThat(pushed).isCompletedWithValue(PushResult.done());
  }

  @Test
  void idThatIsTooLow_becauseAnotherOfThisNodeOvertookIt_disturbsNobody() {
    channels.subscribe(KEY, connection);
    messages.hold();
    CompletableFuture<PushResult> first = pushLater("1");
    CompletableFuture<PushResult> second = pushLater("2");
    long overtaking = messages.asked.get(1).mid();
    messages.answer(conflict(Kind.STALE, overtaking));
    messages.answer(SaveResult.done());
    messages.answer(conflict(Kind.UNSEEN, overtaking));
    assertThat(first).isCompletedWithValue(PushResult.done());
    assertThat(second).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).containsExactly("2", "1");
    assertThat(connection.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void idThatStaysTooLow_failsInTheEnd() {
    channels.subscribe(KEY, connection);
    for (int i = 0; i < 10; i++) {
      messages.next(to -> conflict(Kind.STALE, to.mid()));
    }
    assertThat(push("1").failed()).containsExactly(KEY);
    assertThat(messages.asked).hasSize(4);
    assertThat(connection.messages()).isEmpty();
  }

  @Test
  void everySave_saysWhatItsSubscribersHave() {
    long before = mids.next();
    channels.subscribe(KEY, connection);
    push("1");
    push("2");
    Recipient first = messages.asked.get(0);
    assertThat(first.known()).as("from before it came").isBetween(before, first.mid() - 1);
    assertThat(messages.asked.get(1).known()).isEqualTo(first.mid());
  }

  @Test
  void saveThatFailed_mayHaveHappened_andHidesNothing() {
    channels.subscribe(KEY, connection);
    push("1");
    messages.next(to -> SaveResult.failed(Set.of(KEY)));
    push("2");
    push("3");
    assertThat(messages.asked.get(2).known()).isEqualTo(messages.asked.get(0).mid());
  }

  @Test
  void savesUnderWay_areNotKnownYet_soThatEachPushIsLookedForAmongAllUnseen() {
    channels.subscribe(KEY, connection);
    push("1");
    messages.hold();
    CompletableFuture<PushResult> second = pushLater("2");
    CompletableFuture<PushResult> third = pushLater("3");
    long first = messages.asked.get(0).mid();
    assertThat(messages.asked.subList(1, 3)).allMatch(to -> to.known() == first);

    long own = messages.asked.get(1).mid();
    messages.answer(SaveResult.done());
    messages.answer(conflict(Kind.UNSEEN, own));
    assertThat(second).isCompletedWithValue(PushResult.done());
    assertThat(third).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).as("its own is no surprise").containsExactly("1", "2", "3");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void saveWhoseAnswerWasLost_isNotSkippedByTheNextOne() {
    channels.subscribe(KEY, connection);
    messages.hold();
    CompletableFuture<PushResult> lost = pushLater("1");
    CompletableFuture<PushResult> next = pushLater("2");
    long own = messages.asked.get(0).mid();
    messages.answer(SaveResult.failed(Set.of(KEY)));
    messages.answer(conflict(Kind.UNSEEN, own));
    assertThat(lost.join().failed()).containsExactly(KEY);
    assertThat(next).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void saveWithoutSubscribers_looksBackForAnEarlierAttempt() {
    push("1");
    Recipient only = messages.asked.get(0);
    assertThat(only.known()).isLessThanOrEqualTo(Mid.plusSeconds(only.mid(), -60));
  }

  @Test
  void messageThatWasKept_sendsSubscribersThatLackItBackToResume_andNoOthers() {
    RecordingConnection later = new RecordingConnection();
    channels.subscribe(KEY, connection);
    long kept = mids.next();
    assertThat(channels.kept(Map.of(KEY, kept))).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);

    channels.subscribe(KEY, later);
    assertThat(channels.kept(Map.of(KEY, kept))).isEmpty();
    assertThat(later.closed()).as("it came after that").isEmpty();
    push("1");
    assertThat(later.messages()).containsExactly("1");
  }

  @Test
  void messageThatWasKept_waitsForWhatIsBeingSaved() {
    channels.subscribe(KEY, connection);
    messages.hold();
    CompletableFuture<PushResult> pushed = pushLater("1");
    long kept = mids.next();
    assertThat(channels.kept(Map.of(KEY, kept))).isEmpty();
    assertThat(connection.closed()).isEmpty();
    messages.answer(SaveResult.done());

    assertThat(pushed).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).containsExactly("1");
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void messageThatWasKept_andThatAPushOvertook_isFoundByThePush() {
    channels.subscribe(KEY, connection);
    messages.hold();
    long kept = mids.next();
    CompletableFuture<PushResult> pushed = pushLater("1");
    assertThat(channels.kept(Map.of(KEY, kept))).isEmpty();
    messages.answer(conflict(Kind.UNSEEN, kept));

    assertThat(pushed).isCompletedWithValue(PushResult.done());
    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void messageThatWasKept_forAKeyOfAnotherNode_isThatNodesToTell() {
    ChannelDirectory stranger =
        new ChannelDirectory(
            1,
            new ChannelLimits(8, 8, Duration.ofSeconds(5)),
            new Ownership(CometNode.alone("node2", List.of(), List.of())),
            mids,
            messages,
            clock);
    assertThat(stranger.kept(Map.of(KEY, 1L))).containsExactly(KEY);
  }

  private PushResult push(String json) {
    return pushLater(json).join();
  }

  private CompletableFuture<PushResult> pushLater(String json) {
    return channels.push(new Push(Payload.of(json), 60, PUSH), List.of(KEY)).toCompletableFuture();
  }

  private static SaveResult conflict(Kind kind, long mid) {
    return new SaveResult(Set.of(), List.of(new Conflict(KEY, kind, mid)));
  }

  /** Answers saves as the test says, and the others as if there were nobody else. */
  private static final class ScriptedSaves extends ForwardingMessageService {
    final List<Recipient> asked = new ArrayList<>();
    private final Queue<Function<Recipient, SaveResult>> answers = new ArrayDeque<>();
    private final Queue<CompletableFuture<SaveResult>> held = new ArrayDeque<>();
    private final MessageService messages;
    private boolean holding;

    ScriptedSaves(MessageService messages) {
      this.messages = messages;
    }

    /** From now on saves wait. */
    void hold() {
      holding = true;
    }

    /** Answers the oldest save that waits. */
    void answer(SaveResult result) {
      held.remove().complete(result);
    }

    void next(Function<Recipient, SaveResult> answer) {
      answers.add(answer);
    }

    @Override
    protected MessageService messages() {
      return messages;
    }

    @Override
    public CompletionStage<SaveResult> save(
        Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
      assertThat(pushId).isEqualTo(PUSH);
      asked.addAll(recipients);
      if (holding) {
        CompletableFuture<SaveResult> later = new CompletableFuture<>();
        held.add(later);
        return later;
      }
      Function<Recipient, SaveResult> answer = answers.poll();
      return CompletableFuture.completedStage(
          answer == null ? SaveResult.done() : answer.apply(recipients.get(0)));
    }
  }
}
