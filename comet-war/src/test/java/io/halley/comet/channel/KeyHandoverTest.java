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
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyHandoverTest {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final CometNode SELF =
      new CometNode("here", 1, List.of("127.0.0.1:1"), List.of(), List.of());
  private static final CometNode OTHER =
      new CometNode("there", 1, List.of("127.0.0.1:2"), List.of(), List.of());
  private static final Key KEY = new Key("me");

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final Ownership ownership = new Ownership(SELF);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          4,
          new ChannelLimits(8, 8, Duration.ofSeconds(5)),
          ownership,
          new MidClock(clock),
          messages,
          clock);
  private final DelayedTasks scheduler = new DelayedTasks();
  private final KeyHandover moves = new KeyHandover(channels, scheduler, WITHIN);

  @Test
  void node_thatWasToldNothing_ownsNothing() {
    assertThat(channels.subscribe(KEY, new RecordingConnection())).isEqualTo(JoinResult.OTHER_NODE);
    assertThat(push(KEY)).isEqualTo(new PushResult(Set.of(), Set.of(KEY)));
    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
  }

  @Test
  void key_thatMoved_isServedNoMore_andItsSubscribersAreSentOn() {
    moves.adopt(new ClusterView(1, List.of(SELF)));
    RecordingConnection connection = new RecordingConnection();
    assertThat(channels.subscribe(KEY, connection)).isEqualTo(JoinResult.JOINED);

    moves.adopt(new ClusterView(2, List.of(OTHER)));
    assertThat(push(KEY).moved()).containsExactly(KEY);
    assertThat(channels.subscribe(KEY, new RecordingConnection())).isEqualTo(JoinResult.OTHER_NODE);
    assertThat(connection.closed()).isEmpty();

    scheduler.runAll();
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT, Reply.OTHER_NODE);
    assertThat(connection.closed()).containsExactly(CloseReason.OTHER_NODE);
    assertThat(channels.counters().snapshot().connectionCurrent()).isZero();
    assertThat(channels.counters().snapshot().channelCurrent()).isZero();
  }

  @Test
  void key_thatMovesWhileAMessageIsSaved_isLeft_soThatItsNextNodesSubscribersHearOfIt() {
    SteppedMessages stepped = new SteppedMessages(messages);
    MidClock mids = new MidClock(clock);
    Ownership others = new Ownership(OTHER);
    ChannelDirectory here =
        new ChannelDirectory(
            4, new ChannelLimits(8, 8, Duration.ofSeconds(5)), ownership, mids, stepped, clock);
    ChannelDirectory there =
        new ChannelDirectory(
            4, new ChannelLimits(8, 8, Duration.ofSeconds(5)), others, mids, messages, clock);
    here.adopt(new ClusterView(1, List.of(SELF)));
    Push push = new Push(Payload.of("1"), 60, 7);
    CompletableFuture<PushResult> pushed = here.push(push, List.of(KEY)).toCompletableFuture();
    ClusterView moved = new ClusterView(2, List.of(OTHER));
    here.adopt(moved);
    there.adopt(moved);
    RecordingConnection connection = new RecordingConnection();
    there.resume(KEY, connection, 0);

    stepped.answerAll();
    Map<Key, Long> left = pushed.join().left();
    assertThat(left).containsOnlyKeys(KEY);
    assertThat(there.appended(left)).isEmpty();
    assertThat(connection.messages()).containsExactly("1");
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void key_thatCameBackInTime_keepsItsSubscribers() {
    moves.adopt(new ClusterView(1, List.of(SELF)));
    RecordingConnection connection = new RecordingConnection();
    channels.subscribe(KEY, connection);
    moves.adopt(new ClusterView(2, List.of(OTHER)));
    moves.adopt(new ClusterView(3, List.of(SELF)));
    scheduler.runAll();
    assertThat(connection.closed()).isEmpty();
    assertThat(push(KEY)).isEqualTo(PushResult.done());
    assertThat(connection.messages()).hasSize(1);
  }

  @Test
  void olderView_changesNothing() {
    moves.adopt(new ClusterView(2, List.of(SELF)));
    moves.adopt(new ClusterView(1, List.of(OTHER)));
    moves.adopt(new ClusterView(2, List.of(OTHER)));
    assertThat(channels.owns(KEY)).isTrue();
  }

  @Test
  void instance_thatStandsBy_ownsNothing() {
    CometNode active = new CometNode("here", 1, List.of("127.0.0.1:3"), List.of(), List.of());
    moves.adopt(new ClusterView(1, List.of(active)));
    assertThat(channels.owns(KEY)).isFalse();
  }

  @Test
  void subscribers_areSentOnAFewAtATime_overTheWholeWindow() {
    moves.adopt(new ClusterView(1, List.of(SELF)));
    List<RecordingConnection> connections = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      RecordingConnection connection = new RecordingConnection();
      channels.subscribe(new Key("k" + i), connection);
      connections.add(connection);
    }
    moves.adopt(new ClusterView(2, List.of(OTHER)));

    assertThat(scheduler.delaysMillis()).hasSize(100).isSorted().endsWith(9_900L);
    scheduler.runNext();
    assertThat(connections.stream().filter(c -> !c.closed().isEmpty())).hasSize(10);
    scheduler.runAll();
    assertThat(connections).allMatch(c -> c.closed().equals(List.of(CloseReason.OTHER_NODE)));
  }

  private PushResult push(Key key) {
    return channels
        .push(new Push(Payload.of("1"), 0, PushIds.random()), List.of(key))
        .toCompletableFuture()
        .join();
  }
}
