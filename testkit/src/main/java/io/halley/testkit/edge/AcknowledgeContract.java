/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a client lets the server forget what it has. */
interface AcknowledgeContract extends ResumeContract {
  @Test
  default void acknowledged_isForgotten_andMissedByOthersOfTheKeyOnly() {
    String key = key();
    for (int n = 0; n < 3; n++) {
      edge().pushStored(key, EXPIRE, String.valueOf(n));
    }
    Subscriber attentive = acknowledging(key, 0);
    long first = Delivered.of(attentive.next()).mid();
    long second = Delivered.of(attentive.next()).mid();
    long third = Delivered.of(attentive.next()).mid();

    attentive.acknowledge(second);
    awaitForgotten(key);

    assertThat(Delivered.of(resumed(key, second, OK).next()).mid()).isEqualTo(third);
    assertThat(Delivered.of(resumed(key, first, GAP).next()).mid()).isEqualTo(third);
    assertNothingCame(attentive);
  }

  @Test
  default void liveMessage_thatIsAcknowledged_isForgotten() {
    String key = key();
    Subscriber attentive = acknowledging(key, 0);
    edge().pushStored(key, EXPIRE, "1");
    long mid = Delivered.of(attentive.next()).mid();

    attentive.acknowledge(mid);

    awaitForgotten(key);
    assertNothingCame(resumed(key, mid, OK));
  }

  @Test
  default void client_thatAcknowledgesInTime_isNeverToldOfAGap() {
    String key = key();
    long last = 0;
    for (int round = 0; round < 5; round++) {
      Subscriber attentive = acknowledging(key, last);
      for (int n = 0; n < Edge.CAP; n++) {
        edge().pushStored(key, EXPIRE, String.valueOf(n));
        last = Delivered.of(attentive.next()).mid();
        attentive.acknowledge(last);
      }
      assertNothingCame(attentive);
      attentive.close();
    }
  }

  @Test
  default void acknowledgement_ofWhatWasNotSent_closes_andForgetsNothing() {
    String key = key();
    edge().pushStored(key, EXPIRE, "1");
    Subscriber ahead = acknowledging(key, 0);
    long mid = Delivered.of(ahead.next()).mid();

    ahead.acknowledge(mid + 1);

    assertClosedInSilence(ahead);
    assertThat(Delivered.of(resumed(key, 0, OK).next()).mid()).isEqualTo(mid);
  }

  @Test
  default void acknowledgement_byWhoDidNotAskTo_closes() {
    String key = key();
    edge().pushStored(key, EXPIRE, "1");
    Subscriber resumed = resumed(key, 0, OK);
    resumed.acknowledge(Delivered.of(resumed.next()).mid());
    assertClosedInSilence(resumed);

    Subscriber old = subscribed(key);
    old.send("a");
    assertClosedInSilence(old);
  }

  @Test
  default void acknowledging_withoutAMid_isAParameterError() {
    Subscriber subscriber = asking(Subscription.of(key(), LONG_HEARTBEAT).acknowledging());
    assertThat(subscriber.awaitEnd()).isEqualTo(List.of(Frame.reply("-p")));
  }

  /** A client that has welcomed what it gets after a mid, and will say what it has. */
  private Subscriber acknowledging(String key, long lastMid) {
    return resumed(resuming(key, lastMid).acknowledging(), OK);
  }

  /** Waits until something is forgotten; a new client of the key hears of a gap then. */
  default void awaitForgotten(String key) {
    await()
        .atMost(Subscriber.PATIENCE)
        .until(
            () -> {
              Subscriber another = asking(resuming(key, 0));
              // refused while those that were closed before still count
              boolean gap =
                  another.poll(Subscriber.PATIENCE).filter(Frame.HEARTBEAT::equals).isPresent()
                      && another.next().equals(GAP);
              another.close();
              return gap;
            });
  }
}
