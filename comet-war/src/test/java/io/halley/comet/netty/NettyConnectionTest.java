/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.DropReason;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.connection.Reply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyConnectionTest {
  private final Peer peer = new Peer();
  private final EmbeddedChannel channel = new EmbeddedChannel(peer);
  private final LoopOutbox outbox = new LoopOutbox(channel.eventLoop());
  private final ConnectionCounters counters = new ConnectionCounters();

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
  }

  @Test
  void frames_areSentInTheOrderOfOffersAndFlushedOnce() {
    NettyConnection connection = connection(10, 1_000);
    connection.use(MessageFormat.TEXT, false);
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.ACCEPTED);
    assertThat(connection.offer(message("1"))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(connection.offer(message("\"2\""))).isEqualTo(OfferResult.ACCEPTED);
    channel.runPendingTasks();
    assertThat(sent().split("\r\n", -1))
        .containsExactly(
            "+h",
            "$27",
            "{\"msg\":\"1\",\"mid\":4,\"gid\":0}",
            "$31",
            "{\"msg\":\"\\\"2\\\"\",\"mid\":4,\"gid\":0}",
            "");
    assertThat(peer.flushes).isEqualTo(1);
  }

  @Test
  void queue_isBoundedInMessages() {
    NettyConnection connection = connection(2, 1_000_000);
    peer.reads = false;
    assertThat(offers(connection, 3))
        .containsExactly(OfferResult.ACCEPTED, OfferResult.ACCEPTED, OfferResult.SLOW);
    channel.runPendingTasks();
    assertThat(offers(connection, 1)).as("written but not sent").containsExactly(OfferResult.SLOW);
    peer.read();
    assertThat(offers(connection, 3))
        .as("what was refused takes no room")
        .containsExactly(OfferResult.ACCEPTED, OfferResult.ACCEPTED, OfferResult.SLOW);
  }

  @Test
  void queue_isBoundedInBytes() {
    int size = message("1").bytes(Framing.TCP, MessageFormat.VALUE).length;
    NettyConnection connection = connection(1_000, 2 * size);
    peer.reads = false;
    assertThat(offers(connection, 4))
        .containsExactly(
            OfferResult.ACCEPTED, OfferResult.ACCEPTED, OfferResult.SLOW, OfferResult.SLOW);
    channel.runPendingTasks();
    peer.read();
    assertThat(offers(connection, 3))
        .containsExactly(OfferResult.ACCEPTED, OfferResult.ACCEPTED, OfferResult.SLOW);
  }

  @Test
  void frame_thatIsLongerThanTheQueue_isSentWhereNothingWaits() {
    NettyConnection connection = connection(10, 10);
    assertThat(offers(connection, 2)).containsExactly(OfferResult.ACCEPTED, OfferResult.SLOW);
    channel.runPendingTasks();
    assertThat(offers(connection, 1)).containsExactly(OfferResult.ACCEPTED);
  }

  @Test
  void close_sendsWhatWaitsThenSaysGoodbye() {
    NettyConnection connection = webSocketConnection();
    connection.offer(Reply.PARAMETER_ERROR);
    connection.close(CloseReason.PARAMETER_ERROR);
    connection.close(CloseReason.CLIENT_LEFT);
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.CLOSED);
    assertThat(connection.reason()).isEqualTo(CloseReason.PARAMETER_ERROR);
    channel.runPendingTasks();
    assertThat(peer.sent)
        .containsExactly(
            new byte[] {(byte) 0x81, 4, '-', 'p', '\r', '\n'},
            new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void frameThatWasAcceptedDuringTheClose_doesNotFollowTheGoodbye() {
    NettyConnection connection = webSocketConnection();
    peer.reads = false;
    connection.close(CloseReason.NODE_STOPS);
    // what another thread does that looked for the reason just before
    outbox.add(connection, new byte[] {1}, true);
    channel.runPendingTasks();
    peer.read();
    assertThat(peer.sent).containsExactly(Framing.WEBSOCKET.goodbye());
  }

  @Test
  void close_ofAClientThatDoesNotRead_waitsAFewSecondsOnly() {
    NettyConnection connection = connection(10, 1_000);
    peer.reads = false;
    connection.offer(Reply.HEARTBEAT);
    connection.close(CloseReason.HEARTBEAT_LATE);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void close_ofASlowConsumer_waitsForNothing() {
    NettyConnection connection = connection(10, 1_000);
    peer.reads = false;
    connection.offer(Reply.HEARTBEAT);
    channel.runPendingTasks();
    connection.close(CloseReason.SLOW_CONSUMER);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void connection_whoseClientLeft_takesNothingMore() {
    NettyConnection connection = connection(10, 1_000);
    channel.close();
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.CLOSED);
    assertThat(connection.reason()).isEqualTo(CloseReason.CLIENT_LEFT);
  }

  @Test
  void messages_thatFindNoRoom_takeTheOldestOnes_andTheClientIsToldWhere() {
    NettyConnection connection = lossy(2);
    fill();
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.ACCEPTED);
    for (int i = 1; i <= 4; i++) {
      assertThat(connection.offer(message(String.valueOf(i)))).isEqualTo(OfferResult.ACCEPTED);
    }
    channel.runPendingTasks();
    assertThat(peer.sent).as("while the transport takes nothing").isEmpty();
    empty();
    assertThat(bodies()).containsExactly("+h", "+r:gap", "4");
    assertThat(counters.count(DropReason.QUEUE_MESSAGES)).isEqualTo(3);

    connection.offer(message("5"));
    channel.runPendingTasks();
    assertThat(bodies()).as("with room again").endsWith("4", "5");
  }

  @Test
  void messages_ofAClientThatKnowsNoGaps_areNeverDropped() {
    NettyConnection connection = connection(Framing.TCP, new QueueBounds(2, 1_000_000, true));
    connection.use(MessageFormat.VALUE, false);
    peer.reads = false;
    assertThat(offers(connection, 3))
        .containsExactly(OfferResult.ACCEPTED, OfferResult.ACCEPTED, OfferResult.SLOW);
  }

  @Test
  void close_sendsWhatWaitsOfALossyQueueThenSaysGoodbye() {
    NettyConnection connection = lossy(10);
    fill();
    connection.offer(message("1"));
    connection.close(CloseReason.OTHER_NODE);
    assertThat(connection.offer(message("2"))).isEqualTo(OfferResult.CLOSED);
    channel.runPendingTasks();
    assertThat(bodies()).containsExactly("1");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void lossyQueue_asksTheLoopOnceHoweverMuchComes() {
    NettyConnection connection = lossy(1_000);
    offers(connection, 500);
    channel.runPendingTasks();
    assertThat(peer.sent).hasSize(500);
    assertThat(peer.flushes).isEqualTo(1);
  }

  private NettyConnection lossy(int messages) {
    NettyConnection connection =
        connection(Framing.TCP, new QueueBounds(messages, 1_000_000, true));
    connection.use(MessageFormat.VALUE, true);
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelWritabilityChanged(ChannelHandlerContext context) {
                connection.writabilityChanged();
              }
            });
    return connection;
  }

  /** The transport takes nothing more. */
  private void fill() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
  }

  private void empty() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
  }

  /** What was sent: the bodies of messages, and replies. */
  private List<String> bodies() {
    return sent()
        .lines()
        .filter(line -> !line.startsWith("$"))
        .map(line -> line.replaceAll("\\{\"msg\":(.*),\"mid\".*", "$1"))
        .toList();
  }

  @Test
  void outbox_writesMoreThanOneTurn() {
    NettyConnection connection = connection(5_000, 1_000_000);
    assertThat(offers(connection, 3_000)).containsOnly(OfferResult.ACCEPTED);
    channel.runPendingTasks();
    assertThat(peer.sent).hasSize(3_000);
    assertThat(peer.flushes).isEqualTo(3);
  }

  @Test
  void eventLoops_thatEnd_writeWhatWasAcceptedFirst() throws Exception {
    EventLoops loops = new EventLoops(1);
    EventLoop loop = loops.group().next();
    CountDownLatch busy = new CountDownLatch(1);
    loop.execute(() -> awaitUninterruptibly(busy));
    NettyConnection connection =
        new NettyConnection(
            channel,
            loops.outbox(loop),
            Framing.TCP,
            new QueueBounds(5_000, 1_000_000, false),
            counters);
    assertThat(offers(connection, 3_000)).containsOnly(OfferResult.ACCEPTED);
    connection.close(CloseReason.NODE_STOPS);
    CompletableFuture<Void> ending = CompletableFuture.runAsync(loops::close);
    busy.countDown();
    ending.get(30, TimeUnit.SECONDS);
    assertThat(peer.sent).hasSize(3_001);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private NettyConnection connection(int messages, int bytes) {
    return connection(Framing.TCP, new QueueBounds(messages, bytes, false));
  }

  private NettyConnection webSocketConnection() {
    return connection(Framing.WEBSOCKET, new QueueBounds(10, 1_000, false));
  }

  private NettyConnection connection(Framing framing, QueueBounds bounds) {
    return new NettyConnection(channel, outbox, framing, bounds, counters);
  }

  private static List<OfferResult> offers(NettyConnection connection, int count) {
    List<OfferResult> offers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offers.add(connection.offer(message("1")));
    }
    return offers;
  }

  private static Delivery message(String json) {
    return new Delivery(new Message(4, Payload.of(json)));
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    peer.sent.forEach(bytes -> text.append(new String(bytes, UTF_8)));
    return text.toString();
  }
}
