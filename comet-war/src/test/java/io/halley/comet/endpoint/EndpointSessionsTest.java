/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.channel.Ownership;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.subscribe.DisconnectLog;
import io.halley.comet.subscribe.SubscribeRules;
import io.halley.comet.subscribe.Subscriptions;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointSessionsTest {
  private static final Key KEY = new Key("me");
  private static final String SUBSCRIBE = "key=me&heartbeat=30&ver=1";
  private static final EndpointBounds BOUNDS =
      new EndpointBounds(
          new QueueBounds(2, 1_000, false), Duration.ofSeconds(30), 4_096, Duration.ofSeconds(5));

  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final ChannelDirectory channels =
      new ChannelDirectory(
          1,
          new ChannelLimits(2, 8, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(clock),
          messages,
          clock);
  private final ConnectionCounters counters = new ConnectionCounters();
  private final DisconnectLog disconnections = new DisconnectLog(counters);
  private final ManualExecutor executor = new ManualExecutor();
  private final AtomicLong nanoTime = new AtomicLong(-TimeUnit.HOURS.toNanos(1));
  private final EndpointSessions sessions =
      new EndpointSessions(subscriptions(), BOUNDS, counters, executor, nanoTime::get);
  private final SubscribeEndpoint endpoint = new SubscribeEndpoint(sessions);
  private final FakeSession client = new FakeSession(SUBSCRIBE).reads();
  private final FakeTransport transport = new FakeTransport();
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void subscriber_isWelcomedServedAndCounted() {
    open(client);
    endpoint.text(client.session, "h");
    push("1");
    assertThat(client.texts.subList(0, 2)).containsExactly("+h\r\n", "+h\r\n");
    assertThat(client.texts.get(2)).startsWith("{\"msg\":1,\"mid\":");
    client.gone();
    endpoint.closed(client.session);
    assertGone(CloseReason.CLIENT_LEFT);
  }

  @Test
  void subscriber_withoutAVersion_getsTexts() {
    FakeSession old = new FakeSession("key=me&heartbeat=30").reads();
    open(old);
    push("1");
    assertThat(old.texts.get(1)).startsWith("{\"msg\":\"1\",\"mid\":");
  }

  @Test
  void parameters_thatAreWrong_areAnsweredClosedAndCounted() {
    FakeSession wrong = new FakeSession("key=me&heartbeat=1").reads();
    open(wrong);
    assertThat(wrong.texts).containsExactly("-p\r\n");
    assertThat(wrong.closed).hasSize(1);
    endpoint.text(wrong.session, "h");
    endpoint.closed(wrong.session);
    assertGone(CloseReason.PARAMETER_ERROR);
  }

  @Test
  void parameters_thatAreWrong_endTheSessionThoughTheClientReadsNothing() {
    FakeSession wrong = new FakeSession(null);
    open(wrong);
    assertThat(wrong.closed).isEmpty();
    sweepAfter(1);
    sweepAfter(6);
    assertThat(transport.terminated).isEqualTo(1);
  }

  @Test
  void silence_beyondHeartbeatAndGrace_endsTheSession() {
    open(client);
    sweepAfter(34);
    endpoint.text(client.session, "h");
    executor.runAll();
    sweepAfter(35);
    assertThat(client.closed).isEmpty();
    sweepAfter(1);
    assertThat(client.closed).hasSize(1);
    endpoint.closed(client.session);
    assertGone(CloseReason.HEARTBEAT_LATE);
  }

  @Test
  void silence_ofAClientThatReadsNothing_endsTheSessionSoonAfter() {
    FakeSession stalled = new FakeSession(SUBSCRIBE);
    open(stalled);
    sweepAfter(36);
    assertThat(stalled.closed).as("the welcome is still on its way").isEmpty();
    sweepAfter(1);
    sweepAfter(6);
    assertThat(transport.terminated).isEqualTo(1);
    endpoint.closed(stalled.session);
    assertGone(CloseReason.HEARTBEAT_LATE);
  }

  @Test
  void slowConsumer_isClosedAtOnceAndLeaves() {
    FakeSession stalled = new FakeSession(SUBSCRIBE);
    open(stalled);
    for (int i = 0; i < 3; i++) {
      push("1");
    }
    assertThat(stalled.closed).hasSize(1);
    endpoint.closed(stalled.session);
    stalled.failed();
    executor.runAll();
    assertGone(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void text_thatIsNoHeartbeat_endsTheSession() {
    open(client);
    endpoint.text(client.session, "hello");
    executor.runAll();
    endpoint.closed(client.session);
    assertGone(CloseReason.PROTOCOL_ERROR);
  }

  @Test
  void binary_endsTheSession() {
    open(client);
    endpoint.binary(client.session, new byte[] {'h'});
    executor.runAll();
    endpoint.closed(client.session);
    assertGone(CloseReason.PROTOCOL_ERROR);
  }

  @Test
  void failure_ofTheTransport_isToldFromOneOfTheClient() {
    open(client);
    endpoint.failed(client.session, new IOException("reset"));
    executor.runAll();
    assertThat(client.closed).hasSize(1);
    endpoint.closed(client.session);
    assertGone(CloseReason.TRANSPORT_ERROR);
    FakeSession other = new FakeSession(SUBSCRIBE).reads();
    open(other);
    endpoint.failed(other.session, new IllegalStateException("too long"));
    endpoint.closed(other.session);
    assertGone(CloseReason.PROTOCOL_ERROR);
  }

  @Test
  void session_whoseEndTheExecutorRefused_isEndedByTheSweep() {
    open(client);
    executor.rejecting(true);
    endpoint.text(client.session, "hello");
    assertThat(client.closed).isEmpty();
    executor.rejecting(false);
    sweepAfter(1);
    assertThat(client.closed).hasSize(1);
    sweepAfter(6);
    assertThat(transport.terminated).as("the client did not answer the goodbye").isEqualTo(1);
  }

  @Test
  void session_thatTheEndpointDoesNotKnow_isNoMatter() {
    endpoint.text(client.session, "h");
    endpoint.failed(client.session, new IOException("reset"));
    endpoint.closed(client.session);
    assertThat(client.closed).isEmpty();
  }

  @Test
  void closeAll_endsTheSessions() {
    open(client);
    channels.closeAll(CloseReason.NODE_STOPS);
    executor.runAll();
    endpoint.closed(client.session);
    assertGone(CloseReason.NODE_STOPS);
  }

  @Test
  void upgrade_thatNoSessionComesOf_isCutAtTheFirstPacketLimit() {
    sessions.upgrading(transport);
    sweepAfter(5);
    assertThat(transport.terminated).isZero();
    sweepAfter(1);
    assertThat(transport.terminated).isEqualTo(1);
    assertGone(CloseReason.FIRST_PACKET_LATE);
  }

  @Test
  void session_thatComesAfterItsUpgradeWasCut_isClosed() {
    client.from(sessions.upgrading(transport));
    sweepAfter(6);
    endpoint.opened(client.session);
    assertThat(client.closed).hasSize(1);
    assertThat(client.texts).isEmpty();
    assertGone(CloseReason.FIRST_PACKET_LATE);
  }

  @Test
  void upgrade_thatTheContainerCouldNotOpen_isCutAndCounted() {
    Upgrade upgrade = sessions.upgrading(transport);
    sessions.notOpened(upgrade);
    assertThat(transport.terminated).isEqualTo(1);
    assertThat(sessions.isOpen(upgrade)).isFalse();
    assertGone(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void transportThatIsClosed_endsItsSessionAtOnce_thoughTheContainerDoesNotSaySo() {
    Upgrade upgrade = open(client);
    assertThat(sessions.isOpen(upgrade)).isTrue();
    sessions.transportClosed(upgrade, released::incrementAndGet);
    executor.runAll();
    endpoint.closed(client.session);
    assertThat(sessions.isOpen(upgrade)).isFalse();
    assertThat(released).hasValue(1);
    assertGone(CloseReason.CLIENT_LEFT);
  }

  @Test
  void transportThatIsClosedBeforeTheSession_leavesNoSession() {
    Upgrade upgrade = sessions.upgrading(transport);
    client.from(upgrade);
    sessions.transportClosed(upgrade, released::incrementAndGet);
    executor.runAll();
    endpoint.opened(client.session);
    assertThat(client.closed).hasSize(1);
    assertThat(sessions.isOpen(upgrade)).isFalse();
    assertGone(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void frameThatIsTooLong_endsTheSession() {
    Upgrade upgrade = open(client);
    sessions.frameTooLong(upgrade);
    executor.runAll();
    assertThat(client.closed).hasSize(1);
    endpoint.closed(client.session);
    assertGone(CloseReason.PROTOCOL_ERROR);
  }

  private Upgrade open(FakeSession session) {
    Upgrade upgrade = sessions.upgrading(transport);
    session.from(upgrade);
    endpoint.opened(session.session);
    executor.runAll();
    return upgrade;
  }

  private void push(String json) {
    assertThat(
            channels
                .push(new Push(Payload.of(json), 0, PushIds.random()), List.of(KEY))
                .toCompletableFuture())
        .isCompleted();
    executor.runAll();
  }

  private void sweepAfter(long seconds) {
    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    sessions.sweep();
    executor.runAll();
  }

  private void assertGone(CloseReason reason) {
    assertThat(counters.count(reason)).isEqualTo(1);
    assertThat(channels.counters().snapshot().connectionCurrent()).isZero();
  }

  private Subscriptions subscriptions() {
    return new Subscriptions(
        new SubscribeRules(false, Duration.ofSeconds(30), Duration.ofSeconds(5), 10),
        channels,
        messages,
        disconnections);
  }
}
