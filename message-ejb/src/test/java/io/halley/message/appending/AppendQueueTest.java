/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
  private static final long LONG = Duration.ofMinutes(10).toNanos();

  private final AppendQueue queue = new AppendQueue(100);

  @Test
  void take_waitsUntilAsManyAreThereAsAreHopedFor() {
    queue.offer(append());
    CompletableFuture<List<PendingAppend>> taken = take(3, LONG);
    queue.offer(append());
    assertThat(taken).isNotDone();

    queue.offer(append());

    assertThat(get(taken)).hasSize(3);
  }

  @Test
  void take_ofWhoIsAlone_waitsForNobody() {
    CompletableFuture<List<PendingAppend>> taken = take(1, LONG);

    queue.offer(append());

    assertThat(get(taken)).hasSize(1);
  }

  @Test
  void take_withItsPatienceAtAnEnd_goesWithWhatIsThere() {
    queue.offer(append());

    assertThat(get(take(50, 1))).hasSize(1);
  }

  @Test
  void close_endsTheWaitForMore() {
    queue.offer(append());
    CompletableFuture<List<PendingAppend>> taken = take(50, LONG);

    queue.close();

    assertThat(get(taken)).hasSize(1);
    assertThat(get(take(1, 0))).isEmpty();
  }

  private CompletableFuture<List<PendingAppend>> take(int hopedFor, long patienceNanos) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return queue.take(100, hopedFor, patienceNanos);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static PendingAppend append() {
    return new PendingAppend(
        new AppendTarget(new Key("alice"), 0),
        LogEntry.of(Payload.of("1"), 1, 1),
        new AppendCall(1));
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
