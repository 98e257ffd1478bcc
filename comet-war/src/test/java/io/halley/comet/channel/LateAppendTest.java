/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A message that comes to its log when nobody waits for it any more, or from another node. */
class LateAppendTest {
  private static final Key KEY = new Key("alice");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService log = new InMemoryMessageService(clock);
  private final SteppedMessages messages = new SteppedMessages(log);
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
  void resume_beforeAnAppendOfTheFormerNodeIsThere_hasItWithTheNextPush() {
    channels.resume(KEY, connection, 0);
    messages.answerRead(0);
    appendElsewhere("\"late\"");

    push("1");
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("\"late\"", "1");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void resume_whoseReadingMissesAnAppendOfTheFormerNode_hasIt_thoughAPushFoundItFirst() {
    channels.resume(KEY, connection, 0);
    messages.readOne(0);
    appendElsewhere("\"late\"");
    push("1");
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("\"late\"", "1");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void resume_whoseReadingHasAnAppendOfTheFormerNode_goesOnWithThePushThatFoundIt() {
    channels.resume(KEY, connection, 0);
    appendElsewhere("\"late\"");
    push("1");
    channels.push(new Push(Payload.of("2"), 0, PushIds.random()), List.of(KEY));
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("\"late\"", "1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void messageWhoseAppendWasGivenUp_andThatIsThereAfterTheResume_isNotPassedBy() {
    CompletableFuture<Set<Key>> givenUp = pushLater("1", PushIds.random());
    messages.giveUpAppend(0);
    assertThat(givenUp).isCompletedWithValue(Set.of(KEY));
    channels.resume(KEY, connection, 0);
    messages.answerRead(0);

    push("2");
    messages.answerAll();

    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void messageWithANameWhoseAppendWasGivenUp_isNotPassedByWhatWaitsBehindIt() {
    channels.subscribe(KEY, connection);
    CompletableFuture<Set<Key>> givenUp = pushLater("1", PushIds.named("one"));
    CompletableFuture<Set<Key>> next = pushLater("2", PushIds.random());
    messages.giveUpAppend(0);
    messages.answerAll();

    assertThat(givenUp).isCompletedWithValue(Set.of(KEY));
    assertThat(next).isCompletedWithValue(Set.of());
    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.closed()).isEmpty();
  }

  private void appendElsewhere(String json) {
    LogEntry entry =
        LogEntry.of(Payload.of(json), clock.instant().getEpochSecond() + 600, PushIds.random());
    assertThat(log.append(entry, List.of(new AppendTarget(KEY, 0))).toCompletableFuture().join())
        .containsKey(KEY);
  }

  private void push(String json) {
    CompletableFuture<Set<Key>> pushed = pushLater(json, PushIds.random());
    messages.answerAppend(0);
    assertThat(pushed).isCompletedWithValue(Set.of());
  }

  private CompletableFuture<Set<Key>> pushLater(String json, long id) {
    return channels
        .push(new Push(Payload.of(json), 600, id), List.of(KEY))
        .thenApply(PushResult::failed)
        .toCompletableFuture();
  }
}
