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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a client goes on after the last message that it has. */
interface ResumeContract extends EdgeUnderTest {
  /** Seconds that no test lasts. */
  long EXPIRE = 600;

  /** The answer that all since the mid follows. */
  Frame OK = Frame.reply("+r:ok");

  /** The answer that something is missing. */
  Frame GAP = Frame.reply("+r:gap");

  @Test
  default void resume_ofAKeyWithoutMessages_isOkAndThenLive() {
    String key = key();
    Subscriber subscriber = resumed(key, 0, OK);

    edge().push(key, "1");

    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("1");
  }

  @Test
  default void resume_afterAMid_getsWhatIsStoredAfterItInOrder_andThenLive() {
    String key = key();
    List<Long> mids = store(key, 0, 6);

    for (int seen : new int[] {0, 2, 5}) {
      Subscriber subscriber = resumed(key, mids.get(seen), OK);
      for (int n = seen + 1; n < 6; n++) {
        assertThat(Delivered.of(subscriber.next()))
            .isEqualTo(new Delivered(String.valueOf(n), mids.get(n)));
      }
      assertNothingCame(subscriber);
      edge().push(key, "\"live\"");
      assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("\"live\"");
      subscriber.close();
    }
  }

  @Test
  default void resume_afterNothing_getsAllThatIsStored() {
    String key = key();
    store(key, 0, 3);

    Subscriber subscriber = resumed(key, 0, OK);

    assertThat(bodies(subscriber, 3)).containsExactly("0", "1", "2");
    assertNothingCame(subscriber);
  }

  @Test
  default void resume_afterMoreThanIsKept_isToldOfTheGap() {
    String key = key();
    List<Long> mids = store(key, 0, Edge.CAP + 5);

    Subscriber subscriber = resumed(key, mids.get(0), GAP);

    assertThat(bodies(subscriber, Edge.CAP))
        .isEqualTo(IntStream.range(5, Edge.CAP + 5).mapToObj(String::valueOf).toList());
    assertNothingCame(subscriber);
    resumed(key, mids.get(4), OK);
  }

  @Test
  default void resume_ofAnOldClient_getsMessagesAsStrings() {
    String key = key();
    edge().pushStored(key, EXPIRE, "{\"x\":1}");

    Subscriber subscriber = resumed(Subscription.old(key, LONG_HEARTBEAT).resumingAfter("0"), OK);

    assertThat(Delivered.of(subscriber.next()).msg()).isEqualTo("\"{\\\"x\\\":1}\"");
  }

  @Test
  default void resume_withMoreBytesThanMayWait_getsThemAll() {
    String key = key();
    String large = "\"" + "x".repeat(limits().queueMaxBytes() / 10) + "\"";
    for (int i = 0; i < Edge.CAP; i++) {
      edge().pushStored(key, EXPIRE, large);
    }

    Subscriber subscriber = resumed(key, 0, OK);

    assertThat(bodies(subscriber, Edge.CAP)).containsOnly(large);
  }

  @Test
  default void resume_ofOneClient_tellsTheOthersNothing() {
    String key = key();
    Subscriber other = subscribed(key);
    edge().pushStored(key, EXPIRE, "1");
    assertThat(Delivered.of(other.next()).msg()).isEqualTo("1");

    resumed(key, 0, OK);

    assertNothingCame(other);
  }

  @Test
  default void resume_withoutAMid_isNone() {
    String key = key();
    edge().pushStored(key, EXPIRE, "1");

    assertNothingCame(subscribed(key));
  }

  @Test
  default void resume_whileOthersPush_missesNothingAndRepeatsNothing() {
    String key = key();
    int pushes = 300;
    CompletableFuture<Void> pushing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < pushes; i++) {
                edge().pushStored(key, EXPIRE, String.valueOf(i));
              }
            });
    int next = 0;
    long lastMid = 0;
    while (next < pushes) {
      Subscription resuming = resuming(key, lastMid);
      // the connections that were closed before may still count
      Subscriber subscriber =
          await()
              .atMost(Subscriber.PATIENCE)
              .until(
                  () -> asking(resuming),
                  asked ->
                      asked.poll(Subscriber.PATIENCE).filter(Frame.HEARTBEAT::equals).isPresent());
      // behind by more than is kept, it is told so
      boolean gap = subscriber.next().equals(GAP);
      for (int i = 0; i < 3 && next < pushes; i++) {
        Delivered delivered = Delivered.of(subscriber.next());
        int n = Integer.parseInt(delivered.msg());
        assertThat(n).isGreaterThanOrEqualTo(next);
        assertThat(gap || n == next).as("%s after %s", n, next).isTrue();
        assertThat(delivered.mid()).isGreaterThan(lastMid);
        gap = false;
        next = n + 1;
        lastMid = delivered.mid();
      }
      subscriber.close();
    }
    pushing.join();
  }

  default Subscription resuming(String key, long lastMid) {
    return Subscription.of(key, LONG_HEARTBEAT).resumingAfter(String.valueOf(lastMid));
  }

  default Subscriber resumed(String key, long lastMid, Frame answer) {
    return resumed(resuming(key, lastMid), answer);
  }

  default Subscriber resumed(Subscription subscription, Frame answer) {
    Subscriber subscriber = subscribed(subscription);
    assertThat(subscriber.next()).isEqualTo(answer);
    return subscriber;
  }

  /** Stores the numbers of a range, and returns their mids. */
  private List<Long> store(String key, int from, int to) {
    List<Long> mids = new ArrayList<>();
    Subscriber witness = subscribed(key);
    for (int n = from; n < to; n++) {
      edge().pushStored(key, EXPIRE, String.valueOf(n));
      mids.add(Delivered.of(witness.next()).mid());
    }
    witness.close();
    return mids;
  }

  private static List<String> bodies(Subscriber subscriber, int count) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bodies.add(Delivered.of(subscriber.next()).msg());
    }
    return bodies;
  }
}
