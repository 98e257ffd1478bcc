/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.message.store.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SaveQueueTest {
  private static final long LONG = Duration.ofMinutes(10).toNanos();

  private final SaveQueue queue = new SaveQueue(100);

  @Test
  void take_waitsUntilAsManyAreThereAsAreHopedFor() {
    queue.offer(save());
    CompletableFuture<List<PendingSave>> taken = take(3, LONG);
    queue.offer(save());
    assertThat(taken).isNotDone();

    queue.offer(save());

    assertThat(get(taken)).hasSize(3);
  }

  @Test
  void take_ofWhoIsAlone_waitsForNobody() {
    CompletableFuture<List<PendingSave>> taken = take(1, LONG);

    queue.offer(save());

    assertThat(get(taken)).hasSize(1);
  }

  @Test
  void take_withItsPatienceAtAnEnd_goesWithWhatIsThere() {
    queue.offer(save());

    assertThat(get(take(50, 1))).hasSize(1);
  }

  @Test
  void close_endsTheWaitForMore() {
    queue.offer(save());
    CompletableFuture<List<PendingSave>> taken = take(50, LONG);

    queue.close();

    assertThat(get(taken)).hasSize(1);
    assertThat(get(take(1, 0))).isEmpty();
  }

  private CompletableFuture<List<PendingSave>> take(int hopedFor, long patienceNanos) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return queue.take(100, hopedFor, patienceNanos);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static PendingSave save() {
    return new PendingSave(
        new StoredMessage(new Key("alice"), 4, 1, Payload.of("1")), new SaveCall(1));
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
