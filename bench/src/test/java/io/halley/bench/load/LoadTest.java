/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.bench.failure.BenchException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final LoadLoops loops = new LoadLoops();
  private final FakeNode node = new FakeNode();
  private final InetSocketAddress address = node.address();
  private final PushRequests requests = new PushRequests(address, Optional.empty());

  @AfterEach
  void stop() {
    node.close();
    loops.close();
  }

  @Test
  void pushesAtARate_areAllSentAndTimedFromTheirSchedule() throws Exception {
    try (SubscriberLoad crowd = new SubscriberLoad(loops, Edge.TCP, address, 30);
        HttpPool pool = HttpPool.open(loops, address, 4)) {
      crowd.join(List.of("a", "b", "c"));
      Rate rate =
          new OpenLoop(pool, intended -> requests.one("a", 0, Stamp.message(intended)))
              .run(500, SHORT);
      crowd.awaitMessages(300);
      assertThat(rate.latency().count()).isEqualTo(100);
      Latency delivery = crowd.latencies().take();
      assertThat(delivery.count()).isEqualTo(300);
      assertThat(delivery.max()).isPositive();
    }
  }

  @Test
  void asManyAsAreAnswered_areCounted() throws Exception {
    try (HttpPool pool = HttpPool.open(loops, address, 4)) {
      Rate rate = new ClosedLoop(pool, this::request).run(Duration.ofSeconds(1));
      assertThat(rate.perSecond()).isPositive();
      assertThat(rate.latency().p50()).isPositive();
    }
  }

  @Test
  void connectionsThatTheServerCloses_areOpenedAnew() throws Exception {
    node.closing = true;
    try (HttpPool pool = HttpPool.open(loops, address, 2)) {
      for (int i = 0; i < 20; i++) {
        assertThat(pool.send(request()).get().isAccepted()).isTrue();
      }
    }
  }

  @Test
  void aPushThatIsRefused_endsTheRunWithItsAnswer() throws Exception {
    node.answer = "{\"ret\":65534}";
    try (HttpPool pool = HttpPool.open(loops, address, 4)) {
      assertThatThrownBy(() -> closedLoop(pool))
          .isInstanceOf(BenchException.class)
          .hasMessage("A push was answered with 200 {\"ret\":65534}.");
    }
  }

  @Test
  void aNodeThatIsNotThere_isToldInOneSentence() {
    node.close();
    InetSocketAddress gone =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
    String place = gone.getHostString() + ":" + gone.getPort();
    assertThatThrownBy(() -> HttpPool.open(loops, gone, 4))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("Nobody answers HTTP at " + place);
    try (SubscriberLoad crowd = new SubscriberLoad(loops, Edge.TCP, gone, 30)) {
      assertThatThrownBy(() -> crowd.join(List.of("a")))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("Subscribers over TCP at " + place);
    }
  }

  @Test
  void aNodeThatDiesInBetween_endsTheRun() throws Exception {
    try (HttpPool pool = HttpPool.open(loops, address, 4)) {
      var unused = loops.next().schedule(node::close, SHORT.toMillis(), TimeUnit.MILLISECONDS);
      assertThatThrownBy(() -> new ClosedLoop(pool, this::request).run(Duration.ofSeconds(20)))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("A push was not answered");
    }
  }

  @Test
  void subscribersThatAreLost_endTheWaiting() throws Exception {
    try (SubscriberLoad crowd = new SubscriberLoad(loops, Edge.TCP, address, 30)) {
      crowd.join(List.of("a", "b"));
      node.dropSubscribers();
      assertThatThrownBy(() -> crowd.awaitMessages(1))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("the server closed the connection");
    }
  }

  private void closedLoop(HttpPool pool) throws BenchException, InterruptedException {
    new ClosedLoop(pool, this::request).run(SHORT);
  }

  private byte[] request() {
    return requests.one("a", 0, Stamp.message(System.nanoTime()));
  }
}
