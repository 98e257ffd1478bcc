/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.RecordedServices;
import io.halley.cluster.rpc.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Ends of services and of callers, while calls are made. */
class LocalEndsTest {
  private static final Key KEY = new Key("a");
  private static final Push PUSH = new Push(Payload.of("{}"), 0, 1);

  private static final int ROUNDS = 200;

  private static void assertCut(CompletableFuture<?> stage) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> stage.get(10, TimeUnit.SECONDS))
        .havingCause()
        .isInstanceOf(ServiceUnavailableException.class)
        .withMessage("the node did not answer: CANCELLED (this node is stopping)")
        .matches(e -> !((ServiceUnavailableException) e).isAnswered());
  }

  private static boolean hasThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("halley-rpc-deadlines"));
  }

  @Test
  void closeOfDeadlines_waitsForStages_butNotForLong_andCutsTheRest() throws Exception {
    CallDeadlines deadlines = new CallDeadlines(Duration.ofHours(1), Duration.ofMillis(300));
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    CompletableFuture<Integer> late = new CompletableFuture<>();
    deadlines.bound(ended, "the node");
    deadlines.bound(late, "the node");
    ended.complete(1);

    deadlines.close();

    assertThat(ended).isCompletedWithValue(1);
    assertCut(late);
    CompletableFuture<Integer> after = new CompletableFuture<>();
    deadlines.bound(after, "the node");
    assertCut(after);
  }

  @Test
  void closeOfDeadlines_endsWithTheLastStage() throws Exception {
    CallDeadlines deadlines = new CallDeadlines(Duration.ofHours(1), Duration.ofSeconds(60));
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    deadlines.bound(stage, "the node");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(deadlines::close);
    stage.complete(1);
    closed.get(10, TimeUnit.SECONDS);
    assertThat(stage).isCompletedWithValue(1);
  }

  @Test
  void closeOfDeadlines_endsTheThread() {
    CallDeadlines deadlines = new CallDeadlines(Duration.ofMillis(1), Duration.ofSeconds(5));
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    deadlines.bound(stage, "the node");
    assertThat(hasThread()).isTrue();
    deadlines.close();
    assertThat(stage).isCompletedExceptionally();
    // a thread says that it has ended a little before it has
    await().until(() -> !hasThread());
  }

  /** A service that is asked nothing any more once it has ended. */
  private static final class Mortal {
    private final RecordedServices services = new RecordedServices();
    private final CountDownLatch called = new CountDownLatch(1);
    private volatile boolean ended;

    Mortal() {
      services.answer = CompletableFuture.completedStage(PushResult.done());
      services.onCall =
          () -> {
            assertThat(ended).isFalse();
            called.countDown();
          };
    }
  }

  @Test
  void everyCallEnds_andNoneReachesAServiceThatHasEnded() throws Exception {
    String node = UUID.randomUUID().toString();
    ExecutorService callers = Executors.newFixedThreadPool(2);
    AtomicInteger answered = new AtomicInteger();
    try (LocalRpc rpc = new LocalRpc(node, Duration.ofSeconds(10))) {
      for (int round = 0; round < ROUNDS; round++) {
        Mortal mortal = new Mortal();
        Runnable end = rpc.serve((CometService) mortal.services);
        List<Future<Integer>> calling = new ArrayList<>();
        for (int caller = 0; caller < 2; caller++) {
          calling.add(callers.submit(() -> callUntilTheEnd(rpc.comet())));
        }
        assertThat(mortal.called.await(10, TimeUnit.SECONDS)).isTrue();
        end.run();
        mortal.ended = true;
        for (Future<Integer> calls : calling) {
          answered.addAndGet(calls.get(10, TimeUnit.SECONDS));
        }
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(answered).hasValueGreaterThanOrEqualTo(ROUNDS);
  }

  /** How many calls were answered before the service's end. */
  private static int callUntilTheEnd(CometService comet) throws Exception {
    for (int answered = 0; ; answered++) {
      CompletionStage<PushResult> pushed = comet.push(PUSH, List.of(KEY));
      try {
        assertThat(pushed.toCompletableFuture().get(10, TimeUnit.SECONDS))
            .isSameAs(PushResult.done());
      } catch (ExecutionException e) {
        assertThat(e).cause().hasMessageContaining("UNAVAILABLE");
        return answered;
      }
    }
  }
}
