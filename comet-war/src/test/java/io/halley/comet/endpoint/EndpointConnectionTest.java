/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

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
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointConnectionTest {
  private static final int TEXT_BYTES = message(1).bytes(Framing.NONE, MessageFormat.VALUE).length;

  private final FakeSession session = new FakeSession(null);
  private final ManualExecutor executor = new ManualExecutor();
  private final ConnectionCounters counters = new ConnectionCounters();
  private final EndpointConnection connection = connection(3, 1_000);

  @Test
  void texts_areSentInOrderOneAtATime() {
    connection.use(MessageFormat.TEXT, false);
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.ACCEPTED);
    assertThat(connection.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(connection.offer(message(2))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(session.texts).as("on the executor only").isEmpty();
    executor.runAll();
    assertThat(session.texts).containsExactly("+h\r\n");
    sent();
    assertThat(session.inFlight()).isEqualTo(1);
    sent();
    sent();
    assertThat(session.texts)
        .containsExactly(
            "+h\r\n", "{\"msg\":\"1\",\"mid\":4,\"gid\":0}", "{\"msg\":\"2\",\"mid\":8,\"gid\":0}");
    connection.offer(Reply.HEARTBEAT);
    executor.runAll();
    assertThat(session.texts).hasSize(4);
  }

  @Test
  void texts_areSentWithoutTheApplicationsClassLoader_whichIsThereAgainAfterwards() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    connection.offer(message(1));
    executor.runAll();
    assertThat(session.senders)
        .containsExactly(ClassLoader.getPlatformClassLoader())
        .doesNotContain(application);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
  }

  @Test
  void queue_isBoundedInTexts() {
    connection.offer(message(1));
    executor.runAll();
    for (int i = 2; i <= 4; i++) {
      assertThat(connection.offer(message(i))).isEqualTo(OfferResult.ACCEPTED);
    }
    assertThat(connection.offer(message(5))).isEqualTo(OfferResult.SLOW);
    sent();
    assertThat(connection.offer(message(6))).isEqualTo(OfferResult.ACCEPTED);
  }

  @Test
  void queue_isBoundedInBytes() {
    EndpointConnection narrow = connection(100, 2 * TEXT_BYTES);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.SLOW);
    executor.runAll();
    sent();
    sent();
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.SLOW);
  }

  @Test
  void text_thatIsLongerThanTheQueue_isSentWhereNothingWaits() {
    EndpointConnection narrow = connection(100, 1);
    assertThat(narrow.offer(message(1))).isEqualTo(OfferResult.ACCEPTED);
    assertThat(narrow.offer(message(2))).isEqualTo(OfferResult.SLOW);
  }

  @Test
  void messages_thatFindNoRoom_takeTheOldestOnes_whereTheClientIsTold() {
    connection.use(MessageFormat.VALUE, true);
    for (int i = 0; i <= 5; i++) {
      assertThat(connection.offer(message(i))).isEqualTo(OfferResult.ACCEPTED);
    }
    executor.runAll();
    sent();
    sent();
    assertThat(session.texts.get(0)).isEqualTo("+r:gap\r\n");
    assertThat(session.texts.get(1)).startsWith("{\"msg\":3,");
    assertThat(session.texts.get(2)).startsWith("{\"msg\":4,");
    assertThat(counters.count(DropReason.QUEUE_MESSAGES)).isEqualTo(3);
  }

  @Test
  void close_ofAnIdleConnection_endsIt() {
    connection.close(CloseReason.HEARTBEAT_LATE);
    connection.close(CloseReason.NODE_STOPS);
    executor.runAll();
    assertThat(session.closed)
        .singleElement()
        .returns(1000, closed -> closed.getCloseCode().getCode())
        .returns("no heartbeat came in time", jakarta.websocket.CloseReason::getReasonPhrase);
    assertThat(connection.reason()).isEqualTo(CloseReason.HEARTBEAT_LATE);
    assertThat(connection.offer(Reply.HEARTBEAT)).isEqualTo(OfferResult.CLOSED);
  }

  @Test
  void close_followsTheTextsThatWait() {
    connection.offer(message(1));
    connection.offer(Reply.TOKEN_REFUSED);
    connection.close(CloseReason.TOKEN_REFUSED);
    executor.runAll();
    sent();
    assertThat(session.closed).isEmpty();
    sent();
    assertThat(session.texts).endsWith("-a\r\n");
    assertThat(session.closed).hasSize(1);
  }

  @Test
  void close_followsTheTextThatIsOnItsWay() {
    connection.offer(Reply.TOKEN_REFUSED);
    executor.runAll();
    connection.close(CloseReason.TOKEN_REFUSED);
    executor.runAll();
    assertThat(session.closed).as("before the text has arrived").isEmpty();
    sent();
    assertThat(session.closed).hasSize(1);
  }

  @Test
  void close_ofASlowConsumer_waitsForNothing() {
    connection.offer(message(1));
    connection.offer(message(2));
    executor.runAll();
    connection.close(CloseReason.SLOW_CONSUMER);
    executor.runAll();
    assertThat(session.closed).hasSize(1);
    session.failed();
    executor.runAll();
    assertThat(session.texts).hasSize(1);
    assertThat(connection.reason()).isEqualTo(CloseReason.SLOW_CONSUMER);
  }

  @Test
  void text_thatDoesNotArrive_endsTheConnection() {
    connection.offer(message(1));
    connection.offer(message(2));
    executor.runAll();
    session.failed();
    executor.runAll();
    assertThat(session.closed).hasSize(1);
    assertThat(session.texts).as("nothing after the gap").hasSize(1);
    assertThat(connection.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void text_thatCannotBeSent_endsTheConnection() {
    session.throwing();
    connection.offer(message(1));
    connection.offer(message(2));
    executor.runAll();
    assertThat(session.closed).hasSize(1);
    assertThat(connection.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    assertThat(connection.offer(message(3))).isEqualTo(OfferResult.CLOSED);
  }

  @Test
  void session_thatIsGone_takesNothingMore() {
    session.gone();
    assertThat(connection.offer(message(1))).isEqualTo(OfferResult.CLOSED);
    assertThat(connection.reason()).isEqualTo(CloseReason.CLIENT_LEFT);
  }

  private void sent() {
    session.sent();
    executor.runAll();
  }

  private EndpointConnection connection(int messages, int bytes) {
    return new EndpointConnection(
        session.session,
        executor,
        new EndpointBounds(
            new QueueBounds(messages, bytes, true),
            Duration.ofSeconds(30),
            4_096,
            Duration.ofSeconds(5)),
        counters);
  }

  private static Delivery message(int number) {
    return new Delivery(new Message(4L * number, Payload.of(String.valueOf(number))));
  }
}
