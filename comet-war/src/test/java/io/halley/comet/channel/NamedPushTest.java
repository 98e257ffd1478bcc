/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes that their back ends name, and what back ends are told of pushes. */
class NamedPushTest {
  private static final Key KEY = new Key("me");
  private static final Key OTHER = new Key("other");
  private static final Payload MESSAGE = Payload.of("1");
  private static final long NAMED = PushIds.named("order 66");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final ChannelDirectory channels = node("node1");
  private final RecordingConnection connection = new RecordingConnection();

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void pushUnderTheSameName_isDeliveredOnce_andAnsweredAlike(int expireSeconds) {
    channels.subscribe(KEY, connection);
    PushResult first = push(channels, expireSeconds);
    push(channels, PushIds.random(), 60, "2");

    PushResult again = push(channels, expireSeconds);

    assertThat(connection.messages()).containsExactly("1", "2");
    assertThat(connection.closed()).isEmpty();
    long mid = connection.mids().get(0);
    boolean stored = expireSeconds > 0;
    assertThat(first.failed()).isEmpty();
    assertThat(first.details()).containsEntry(KEY, new PushDetail(mid, stored, 1, false));
    assertThat(again.failed()).isEmpty();
    assertThat(again.details()).containsEntry(KEY, new PushDetail(mid, stored, 0, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void pushUnderTheSameName_toTheKeysNextNode_isDeliveredOnce(int expireSeconds) {
    push(channels, expireSeconds);
    ChannelDirectory next = node("node2");
    next.subscribe(KEY, connection);

    assertThat(detail(push(next, expireSeconds), KEY).repeated()).isTrue();
    push(next, PushIds.random(), 60, "2");

    assertThat(connection.messages()).containsExactly("2");
    assertThat(connection.closed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void pushUnderTheSameName_whileTheFirstIsUnderWay_isDeliveredOnce(int expireSeconds) {
    channels.subscribe(KEY, connection);
    messages.holdAppends();
    CompletableFuture<PushResult> first = pushLater(channels, NAMED, expireSeconds, "1");
    CompletableFuture<PushResult> second = pushLater(channels, NAMED, expireSeconds, "1");
    messages.releaseAppends();

    assertThat(detail(first.join(), KEY).repeated()).isFalse();
    assertThat(detail(second.join(), KEY).repeated()).isTrue();
    assertThat(connection.messages()).containsExactly("1");
    assertThat(connection.closed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void pushThatFailed_mayBeSentAgainUnderItsName(int expireSeconds) {
    channels.subscribe(KEY, connection);
    messages.setUnavailable(true);
    assertThat(push(channels, expireSeconds).failed()).containsExactly(KEY);
    assertThat(connection.messages()).isEmpty();
    messages.setUnavailable(false);

    assertThat(push(channels, expireSeconds).failed()).isEmpty();

    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void pushToManyKeys_reachesThoseThatItHasNotReached() {
    channels.subscribe(KEY, connection);
    RecordingConnection other = new RecordingConnection();
    channels.subscribe(OTHER, other);
    messages.failAppendsFor(OTHER);
    Push push = new Push(MESSAGE, 60, NAMED);
    assertThat(channels.push(push, List.of(KEY, OTHER)).toCompletableFuture().join().failed())
        .containsExactly(OTHER);
    messages.failAppendsFor();

    assertThat(channels.push(push, List.of(KEY, OTHER)).toCompletableFuture().join())
        .isEqualTo(PushResult.done());

    assertThat(connection.messages()).containsExactly("1");
    assertThat(other.messages()).containsExactly("1");
  }

  @Test
  void pushThatIsForgotten_isANewOne() {
    channels.subscribe(KEY, connection);
    push(channels, 0);
    clock.advance(InMemoryMessageService.PUSH_MEMORY.plus(Duration.ofSeconds(1)));
    push(channels, 0);

    assertThat(connection.messages()).containsExactly("1", "1");
  }

  @Test
  void details_countTheConnectionsThatTookTheMessage() {
    channels.subscribe(KEY, connection);
    channels.subscribe(KEY, new RecordingConnection().answer(OfferResult.SLOW));
    channels.subscribe(KEY, new RecordingConnection().answer(OfferResult.CLOSED));
    channels.subscribe(KEY, new RecordingConnection().failing());

    for (int expireSeconds : new int[] {0, 60}) {
      PushResult result =
          channels
              .push(new Push(MESSAGE, expireSeconds, PushIds.random(), true), List.of(KEY, OTHER))
              .toCompletableFuture()
              .join();
      assertThat(result.details()).containsOnlyKeys(KEY, OTHER);
      assertThat(detail(result, KEY).connections()).isEqualTo(1);
      assertThat(detail(result, OTHER).connections()).isZero();
      assertThat(result.details().values())
          .allMatch(detail -> detail.stored() == expireSeconds > 0 && !detail.repeated());
    }
    assertThat(connection.mids())
        .containsExactlyElementsOf(connection.mids().stream().sorted().distinct().toList());
  }

  @Test
  void details_ofAMessageBehindOneThatIsBeingSaved_comeWhenItHasItsTurn() {
    channels.subscribe(KEY, connection);
    messages.holdAppends();
    CompletableFuture<PushResult> stored = pushLater(channels, PushIds.random(), 60, "1");
    CompletableFuture<PushResult> online = pushLater(channels, PushIds.random(), 0, "2");
    assertThat(online).isNotDone();

    messages.releaseAppends();

    assertThat(detail(stored.join(), KEY).connections()).isEqualTo(1);
    assertThat(detail(online.join(), KEY).connections()).isEqualTo(1);
    assertThat(Set.copyOf(connection.messages())).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void details_areNotGatheredForWhoDoesNotAsk() {
    channels.subscribe(KEY, connection);
    Push push = new Push(MESSAGE, 60, NAMED);

    assertThat(channels.push(push, List.of(KEY)).toCompletableFuture().join().details()).isEmpty();
  }

  private ChannelDirectory node(String name) {
    return new ChannelDirectory(
        2,
        new ChannelLimits(4, 8, Duration.ofSeconds(5)),
        Ownership.alone(name),
        new MidClock(clock),
        messages,
        clock);
  }

  private static PushDetail detail(PushResult result, Key key) {
    return Objects.requireNonNull(result.details().get(key));
  }

  private static PushResult push(ChannelDirectory node, int expireSeconds) {
    return push(node, NAMED, expireSeconds, "1");
  }

  private static PushResult push(ChannelDirectory node, long id, int expireSeconds, String json) {
    return pushLater(node, id, expireSeconds, json).join();
  }

  private static CompletableFuture<PushResult> pushLater(
      ChannelDirectory node, long id, int expireSeconds, String json) {
    return node.push(new Push(Payload.of(json), expireSeconds, id, true), List.of(KEY))
        .toCompletableFuture();
  }
}
