/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.view.CometNode;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.channel.Ownership;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriberSessionTest {
  private static final Key KEY = new Key("me");
  private static final ChannelLimits LIMITS = new ChannelLimits(2, 8, Duration.ofSeconds(5));

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final SlowTokens slowTokens = new SlowTokens(messages);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          1, LIMITS, Ownership.alone("node1"), new MidClock(clock), messages, clock);
  private final ConnectionCounters counters = new ConnectionCounters();
  private final DisconnectLog disconnections = new DisconnectLog(counters);
  private final RecordingConnection connection = new RecordingConnection();

  @Test
  void subscriber_isWelcomedAndServed() {
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    session.received("h");
    push("1");
    assertThat(connection.frames().subList(0, 2)).containsExactly(Reply.HEARTBEAT, Reply.HEARTBEAT);
    assertThat(connection.messages()).containsExactly("1");
  }

  @Test
  void subscriber_thatSubscribesTwice_isSubscribedOnce() {
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    session.subscribe(request(""));
    assertThat(channels.connections(KEY)).isEqualTo(1);
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
  }

  @Test
  void token_isNeededWhereAuthIsOn() {
    messages.addToken(KEY, "good").toCompletableFuture().join();
    open(true).subscribe(request("good"));
    assertThat(connection.frames()).containsExactly(Reply.HEARTBEAT);
  }

  @Test
  void token_thatIsNotValid_isRefusedThenClosed() {
    messages.addToken(KEY, "good").toCompletableFuture().join();
    open(true).subscribe(request("bad"));
    assertRefused(Reply.TOKEN_REFUSED, CloseReason.TOKEN_REFUSED);
  }

  @Test
  void key_thatHasNoToken_hasNoChannel() {
    open(true).subscribe(request("any"));
    assertRefused(Reply.NO_CHANNEL, CloseReason.NO_CHANNEL);
  }

  @Test
  void key_ofAnotherNode_isRefusedBeforeItsTokenIsLookedAt() {
    messages.setUnavailable(true);
    CometNode self = CometNode.alone("node1", List.of(), List.of());
    ChannelDirectory foreign =
        new ChannelDirectory(1, LIMITS, new Ownership(self), new MidClock(clock), messages, clock);
    new Subscriptions(rules(true), foreign, messages, disconnections)
        .open(connection, "a test's client")
        .subscribe(request("any"));
    assertRefused(Reply.OTHER_NODE, CloseReason.OTHER_NODE);
  }

  @Test
  void parameters_thatAreWrong_areRefusedThenClosed() {
    open(false).refuseParameters();
    assertRefused(Reply.PARAMETER_ERROR, CloseReason.PARAMETER_ERROR);
  }

  @Test
  void messageServiceThatIsAway_closesWithoutAWord() {
    messages.setUnavailable(true);
    open(true).subscribe(request("any"));
    assertThat(connection.frames()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.UNAVAILABLE);
  }

  @Test
  void connectionTooMany_closesWithoutAWord() {
    channels.subscribe(KEY, new RecordingConnection());
    channels.subscribe(KEY, new RecordingConnection());
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    session.ended(CloseReason.TOO_MANY_CONNECTIONS);
    assertThat(connection.frames()).isEmpty();
    assertThat(connection.closed()).containsExactly(CloseReason.TOO_MANY_CONNECTIONS);
    assertThat(channels.connections(KEY)).isEqualTo(2);
    assertThat(counters.count(CloseReason.TOO_MANY_CONNECTIONS)).isEqualTo(1);
  }

  @Test
  void heartbeats_whileTheTokenIsChecked_areAnsweredAfterTheWelcome() {
    SubscriberSession session = open(true, slowTokens);
    session.subscribe(request("good"));
    for (int i = 0; i < 100; i++) {
      session.received("h");
    }
    assertThat(connection.frames()).as("nothing before the admission").isEmpty();
    slowTokens.answer(TokenCheck.VALID);
    assertThat(connection.frames()).hasSize(101).containsOnly(Reply.HEARTBEAT);
    session.received("h");
    assertThat(connection.frames()).hasSize(102);
  }

  @Test
  void heartbeats_ofWhoIsRefused_areNotAnswered() {
    SubscriberSession session = open(true, slowTokens);
    session.subscribe(request("bad"));
    for (int i = 0; i < 100; i++) {
      session.received("h");
    }
    slowTokens.answer(TokenCheck.INVALID);
    assertRefused(Reply.TOKEN_REFUSED, CloseReason.TOKEN_REFUSED);
  }

  @Test
  void heartbeats_whoseAnswersAreNotRead_closeAsSlow() {
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    connection.answer(OfferResult.SLOW);
    session.received("h");
    assertThat(connection.closed()).containsExactly(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void connectionThatEnds_leavesItsChannelAndIsCountedOnce() {
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    session.ended(CloseReason.HEARTBEAT_LATE);
    session.ended(CloseReason.CLIENT_LEFT);
    assertNothingLeft();
    assertThat(counters.count(CloseReason.HEARTBEAT_LATE)).isEqualTo(1);
    assertThat(counters.count(CloseReason.CLIENT_LEFT)).isZero();
  }

  @Test
  void connectionThatEnds_whileTheTokenIsChecked_leavesNothingBehind() {
    SubscriberSession session = open(true, slowTokens);
    session.subscribe(request("good"));
    session.ended(CloseReason.CLIENT_LEFT);
    slowTokens.answer(TokenCheck.VALID);
    assertNothingLeft();
    assertThat(counters.count(CloseReason.CLIENT_LEFT)).isEqualTo(1);
  }

  @Test
  void connectionThatEnds_whileItIsAdmittedOnAnotherThread_leavesNothingBehind() throws Exception {
    for (int i = 0; i < 500; i++) {
      SlowTokens tokens = new SlowTokens(messages);
      SubscriberSession session = open(true, tokens, new RecordingConnection());
      session.subscribe(request("good"));
      CountDownLatch start = new CountDownLatch(1);
      AtomicReference<InterruptedException> interrupted = new AtomicReference<>();
      Thread answering =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  interrupted.set(e);
                }
                tokens.answer(TokenCheck.VALID);
              });
      answering.start();
      start.countDown();
      session.ended(CloseReason.CLIENT_LEFT);
      answering.join(TimeUnit.SECONDS.toMillis(10));
      assertThat(answering.isAlive()).isFalse();
      assertThat(interrupted).hasNullValue();
    }
    assertNothingLeft();
    assertThat(counters.count(CloseReason.CLIENT_LEFT)).isEqualTo(500);
  }

  @Test
  void connectionThatEndedBeforeItSubscribed_neverDoes() {
    SubscriberSession session = open(false);
    session.ended(CloseReason.FIRST_PACKET_LATE);
    session.subscribe(request(""));
    assertNothingLeft();
    assertThat(connection.frames()).isEmpty();
    assertThat(counters.count(CloseReason.FIRST_PACKET_LATE)).isEqualTo(1);
  }

  @Test
  void client_thatSaysWhatItHas_isBelieved_upToWhatItWasSent() {
    SubscriberSession session = open(false);
    session.subscribe(acknowledging(0));
    push("1", 600);
    push("2", 600);
    List<Long> mids = connection.mids();

    session.received("a" + mids.get(0));
    assertThat(stored()).containsExactly(mids.get(1));
    session.received("a" + mids.get(0));
    session.received("a0");
    session.received("a" + mids.get(1));
    assertThat(stored()).isEmpty();
    assertThat(connection.closed()).isEmpty();

    session.received("a" + (mids.get(1) + 1));
    assertThat(connection.closed()).containsExactly(CloseReason.ACK_AHEAD);
  }

  @Test
  void client_mayAcknowledgeWhatItCameWith() {
    push("1", 600);
    long mid = stored().get(0);
    SubscriberSession session = open(false);
    session.subscribe(acknowledging(mid));

    session.received("a" + mid);

    assertThat(stored()).isEmpty();
    assertThat(connection.closed()).isEmpty();
  }

  @Test
  void client_thatIsNotAdmittedYet_hasNothingToAcknowledge() {
    SubscriberSession session = open(true, slowTokens);
    session.subscribe(acknowledging(8));

    session.received("a8");

    assertThat(connection.closed()).containsExactly(CloseReason.ACK_AHEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a-1", "a+1", "a1 ", "a1\r\n", "ax", "b1", "hh", "A1"})
  void client_thatSendsNoWord_isClosed(String word) {
    SubscriberSession session = open(false);
    session.subscribe(acknowledging(8));
    session.received(word);
    assertThat(connection.closed()).containsExactly(CloseReason.PROTOCOL_ERROR);
  }

  @Test
  void client_thatDidNotAskToAcknowledge_mayNot() {
    SubscriberSession session = open(false);
    session.subscribe(request(""));
    session.received("a0");
    assertThat(connection.closed()).containsExactly(CloseReason.PROTOCOL_ERROR);
  }

  @Test
  void client_thatAcknowledges_leavesItsChannel() {
    SubscriberSession session = open(false);
    session.subscribe(acknowledging(0));
    assertThat(channels.connections(KEY)).isEqualTo(1);
    session.ended(CloseReason.CLIENT_LEFT);
    assertNothingLeft();
  }

  private List<Long> stored() {
    return messages.after(KEY, 0).toCompletableFuture().join().messages().stream()
        .map(Message::mid)
        .toList();
  }

  @Test
  void disconnections_areCountedByTheirReason() {
    List<CloseReason> reasons = new ArrayList<>();
    for (CloseReason reason : CloseReason.values()) {
      open(false).ended(reason);
      assertThat(counters.count(reason)).isEqualTo(1);
      assertThat(reason.sentence()).isNotBlank();
      reasons.add(reason);
    }
    assertThat(reasons.stream().map(CloseReason::sentence)).doesNotHaveDuplicates();
  }

  private void assertRefused(Reply reply, CloseReason reason) {
    assertThat(connection.frames()).containsExactly(reply);
    assertThat(connection.closed()).containsExactly(reason);
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    CometStat stat = channels.counters().snapshot();
    assertThat(stat.connectionCurrent()).isZero();
    assertThat(stat.channelCurrent()).isZero();
  }

  private void push(String json) {
    push(json, 0);
  }

  private void push(String json, long expireSeconds) {
    CompletableFuture<?> pushed =
        channels
            .push(new Push(Payload.of(json), expireSeconds, PushIds.random()), List.of(KEY))
            .toCompletableFuture();
    assertThat(pushed).isCompleted();
  }

  private static SubscribeRequest request(String token) {
    return new SubscribeRequest(
        KEY, Duration.ofSeconds(30), token, MessageFormat.VALUE, OptionalLong.empty(), false);
  }

  /** A client that has the mid, and will say what it gets. */
  private static SubscribeRequest acknowledging(long lastMid) {
    return new SubscribeRequest(
        KEY, Duration.ofSeconds(30), "", MessageFormat.VALUE, OptionalLong.of(lastMid), true);
  }

  private SubscriberSession open(boolean auth) {
    return open(auth, messages);
  }

  private SubscriberSession open(boolean auth, MessageService service) {
    return open(auth, service, connection);
  }

  private SubscriberSession open(boolean auth, MessageService service, RecordingConnection to) {
    return new Subscriptions(rules(auth), channels, service, disconnections)
        .open(to, "a test's client");
  }

  private static SubscribeRules rules(boolean auth) {
    return new SubscribeRules(auth, Duration.ofSeconds(30), Duration.ofSeconds(5), 10);
  }
}
