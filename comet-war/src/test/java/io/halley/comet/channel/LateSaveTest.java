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
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A message that comes to the store when nobody waits for it any more, or from another node. */
class LateSaveTest {
  private static final Key KEY = new Key("alice");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService stored = new InMemoryMessageService(clock);
  private final SteppedMessages messages = new SteppedMessages(stored);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          1,
          new ChannelLimits(2, 3, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(clock),
          messages,
          clock);
  private final RecordingConnection connection = new RecordingConnection();

  @Test
  void resume_beforeASaveOfTheFormerNodeIsThere_isSentBackForItByTheNextPush() {
    Recipient late = givenElsewhere();
    channels.resume(KEY, connection, 0);
    messages.answerRead(0);
    saveElsewhere("\"late\"", late);

    pushOfACluster("1");

    assertThat(connection.messages()).as("it would hide the late one").isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void resume_whoseReadingMissesASaveOfTheFormerNode_isSentBackForIt_thoughAPushFoundIt() {
    Recipient late = givenElsewhere();
    channels.resume(KEY, connection, 0);
    messages.readOne(0);
    saveElsewhere("\"late\"", late);
    pushOfACluster("1");
    assertThat(connection.closed()).as("it may have been read").isEmpty();

    messages.answerRead(0);

    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void resume_whoseReadingHasASaveOfTheFormerNode_goesOnWithThePushThatFoundIt() {
    Recipient late = givenElsewhere();
    channels.resume(KEY, connection, 0);
    saveElsewhere("\"late\"", late);
    pushOfACluster("1");
    pushOnline("2");
    messages.answerRead(0);

    assertThat(connection.messages()).containsExactly("\"late\"", "1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void messageWhoseSaveWasGivenUp_andThatIsSavedAfterTheResume_isNotPassedBy() {
    CompletableFuture<Set<Key>> givenUp = push("1", 600);
    messages.giveUpSave(0);
    assertThat(givenUp).isCompletedWithValue(Set.of(KEY));
    channels.resume(KEY, connection, 0);
    messages.answerRead(0);

    CompletableFuture<Set<Key>> next = push("2", 600);
    messages.answerSave(0);

    assertThat(next).isCompletedWithValue(Set.of());
    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  @Test
  void messageWithANameWhoseSaveWasGivenUp_isNotPassedByWhatWaitsBehindIt() {
    channels.subscribe(KEY, connection);
    CompletableFuture<Set<Key>> givenUp = push("1", 600, PushIds.named("one"));
    CompletableFuture<Set<Key>> next = push("2", 600, Push.UNREPEATED);
    messages.giveUpSave(0);
    messages.answerSave(0);

    assertThat(givenUp).isCompletedWithValue(Set.of(KEY));
    assertThat(next).isCompletedWithValue(Set.of());
    assertThat(connection.messages()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.MISSED);
  }

  /** An id that the key's former node gave to what it has yet to save. */
  private Recipient givenElsewhere() {
    Recipient given = new Recipient(KEY, Mid.at(clock.instant()));
    clock.advance(Duration.ofMillis(1));
    return given;
  }

  private void saveElsewhere(String json, Recipient to) {
    var unused = stored.save(Payload.of(json), clock.instant().getEpochSecond() + 600, List.of(to));
  }

  /** Saved like one that another node may have saved already. */
  private void pushOfACluster(String json) {
    CompletableFuture<PushResult> pushed =
        channels.push(new Push(Payload.of(json), 600, 7), List.of(KEY)).toCompletableFuture();
    messages.answerSave(0);
    assertThat(pushed).isCompletedWithValue(PushResult.done());
  }

  private void pushOnline(String json) {
    assertThat(push(json, 0)).isCompletedWithValue(Set.of());
  }

  private CompletableFuture<Set<Key>> push(String json, long expire) {
    return push(json, expire, Push.UNREPEATED);
  }

  private CompletableFuture<Set<Key>> push(String json, long expire, long id) {
    return channels
        .push(new Push(Payload.of(json), expire, id), List.of(KEY))
        .thenApply(PushResult::failed)
        .toCompletableFuture();
  }
}
