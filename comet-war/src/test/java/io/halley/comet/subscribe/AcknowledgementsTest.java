/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.log.LoggedLines;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  private static final Key ALICE = new Key("alice");
  private static final Key BOB = new Key("bob");
  private static final Key CAROL = new Key("carol");

  private final AskedMessages messages = new AskedMessages();
  private final Acknowledgements acknowledgements = new Acknowledgements(messages, 2);

  @Test
  void acknowledgement_isHandedOnAtOnce_andTheNextOnesTogether_whenItIsAnswered() {
    acknowledgements.add(ALICE, 4);
    acknowledgements.add(ALICE, 12);
    acknowledgements.add(BOB, 4);
    acknowledgements.add(ALICE, 8);
    assertThat(messages.asked).containsExactly(List.of(new Acknowledgement(ALICE, 4)));

    messages.answer();

    assertThat(messages.asked).hasSize(2);
    assertThat(messages.asked.get(1))
        .containsExactly(new Acknowledgement(ALICE, 12), new Acknowledgement(BOB, 4));
    messages.answer();
    assertThat(messages.asked).hasSize(2);
  }

  @Test
  void acknowledgement_thatFails_isLeft_andThoseBehindItGoOn() {
    acknowledgements.add(ALICE, 4);
    acknowledgements.add(ALICE, 8);

    messages.fail();

    assertThat(messages.asked.get(1)).containsExactly(new Acknowledgement(ALICE, 8));
  }

  @Test
  void keys_thatFindNoRoom_areLeft() {
    acknowledgements.add(ALICE, 4);
    acknowledgements.add(ALICE, 8);
    acknowledgements.add(BOB, 4);
    acknowledgements.add(CAROL, 4);
    acknowledgements.add(BOB, 8);

    messages.answer();

    assertThat(messages.asked.get(1))
        .containsExactly(new Acknowledgement(ALICE, 8), new Acknowledgement(BOB, 8));
  }

  @Test
  void batch_hasABound() {
    Acknowledgements wide = new Acknowledgements(messages, 10_000);
    for (int i = 0; i < 601; i++) {
      wide.add(new Key("k" + i), 4);
    }
    messages.answer();
    messages.answer();
    messages.answer();
    messages.answer();

    assertThat(messages.asked).extracting(List::size).containsExactly(1, 256, 256, 88);
  }

  /** Notes what it is asked, and answers when the test says so. */
  private static final class AskedMessages extends ForwardingMessageService {
    final List<List<Acknowledgement>> asked = new ArrayList<>();
    private final MessageService messages = new InMemoryMessageService(Clock.systemUTC());
    private CompletableFuture<Void> answer = new CompletableFuture<>();

    @Override
    protected MessageService messages() {
      return messages;
    }

    @Override
    public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
      asked.add(batch);
      answer = new CompletableFuture<>();
      return answer;
    }

    void answer() {
      answer.complete(null);
    }

    void fail() {
      answer.completeExceptionally(
          new ServiceUnavailableException("away", new IllegalStateException("a test's wish")));
    }
  }

  @Test
  void secondOutage_isAWarningAgain_andItsEndIsTold() {
    try (LoggedLines log = new LoggedLines(Acknowledgements.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        acknowledgements.add(ALICE, 4);
        messages.fail();
        acknowledgements.add(ALICE, 8);
        messages.fail();
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        int ends = outages;
        await()
            .until(
                () -> {
                  acknowledgements.add(ALICE, 12);
                  messages.answer();
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
