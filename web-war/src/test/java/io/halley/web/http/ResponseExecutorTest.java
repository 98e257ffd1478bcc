/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseExecutorTest {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch clientsRead = new CountDownLatch(1);
  private final ResponseExecutor writers =
      new ResponseExecutor(
          work -> {
            Thread thread = new Thread(work);
            threads.add(thread);
            return thread;
          });

  @AfterEach
  void stop() {
    clientsRead.countDown();
    writers.stop(10, SECONDS);
  }

  @Test
  void answersThatWaitForNobody_areWrittenByFewThreads() throws Exception {
    CountDownLatch written = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      writers.execute(written::countDown);
    }
    assertThat(written.await(10, SECONDS)).isTrue();
    writers.look();
    assertThat(threads).hasSizeLessThanOrEqualTo(ResponseExecutor.FEW);
  }

  @Test
  void anAnswer_isWrittenThoughMoreClientsThanThreadsDoNotRead() throws Exception {
    CountDownLatch waiting = holdUp(ResponseExecutor.FEW);
    assertThat(waiting.await(10, SECONDS)).isTrue();
    // with the first ones fewer than the most, however many processors there are
    CountDownLatch moreWaiting = holdUp(ResponseExecutor.FEW - 1);
    CountDownLatch written = new CountDownLatch(1);
    writers.execute(written::countDown);
    writers.look();
    assertThat(moreWaiting.await(10, SECONDS)).isTrue();
    assertThat(written.await(10, SECONDS)).isTrue();
  }

  @Test
  void threads_areNeverMoreThanTheMost() throws Exception {
    CountDownLatch waiting = holdUp(ResponseExecutor.MOST);
    AtomicBoolean beyond = new AtomicBoolean();
    writers.execute(() -> beyond.set(true));
    for (int i = 0; i < ResponseExecutor.MOST; i++) {
      writers.look();
    }
    assertThat(waiting.await(10, SECONDS)).isTrue();
    assertThat(threads).hasSize(ResponseExecutor.MOST);
    assertThat(beyond).isFalse();
  }

  /** Has so many answers wait for their clients; what is returned is 0 when all of them do. */
  private CountDownLatch holdUp(int answers) {
    CountDownLatch begun = new CountDownLatch(answers);
    for (int i = 0; i < answers; i++) {
      writers.execute(
          () -> {
            begun.countDown();
            awaitClients();
          });
    }
    return begun;
  }

  private void awaitClients() {
    try {
      assertThat(clientsRead.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
