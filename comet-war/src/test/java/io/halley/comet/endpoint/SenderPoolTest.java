/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SenderPoolTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong nanoTime = new AtomicLong();
  private final ManualExecutor threads = new ManualExecutor();
  private final SenderPool pool = new SenderPool(threads, 2, nanoTime::get);
  private final List<Integer> done = new ArrayList<>();

  @Test
  void manySends_areDoneInOrder_byFewThreads() {
    for (int i = 0; i < 100; i++) {
      send(i);
    }
    assertThat(threads.waiting()).isEqualTo(2);
    threads.runOne();
    assertThat(done).hasSize(100).isSorted();
  }

  @Test
  void whatComesLater_isDone() {
    send(1);
    threads.runAll();
    send(2);
    threads.runAll();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void sendThatFails_leavesTheOthersToBeDone() {
    pool.execute(
        () -> {
          throw new IllegalStateException("a test's wish");
        });
    send(1);
    threads.runOne();
    assertThat(done).containsExactly(1);
  }

  @Test
  void sendThatEndsItsThread_leavesTheOthersToBeDone() {
    SenderPool narrow = new SenderPool(threads, 1, nanoTime::get);
    narrow.execute(
        () -> {
          throw new AssertionError("a test's wish");
        });
    narrow.execute(() -> done.add(1));
    assertThatThrownBy(threads::runOne).isInstanceOf(AssertionError.class);
    threads.runAll();
    assertThat(done).containsExactly(1);
  }

  @Test
  void sendThatHangs_isFollowedByAnotherThread() {
    SenderPool narrow = new SenderPool(threads, 1, nanoTime::get);
    narrow.execute(
        () -> {
          narrow.execute(() -> done.add(1));
          assertThat(threads.waiting()).as("before it hangs").isZero();
          nanoTime.addAndGet(LONG);
          narrow.sweep();
          threads.runOne();
          assertThat(done).as("while it hangs").containsExactly(1);
        });
    threads.runAll();
    narrow.execute(() -> done.add(2));
    threads.runAll();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void executorThatHasNoThread_isAskedAgain() {
    threads.rejecting(true);
    send(1);
    send(2);
    threads.rejecting(false);
    assertThat(threads.waiting()).isZero();
    pool.sweep();
    threads.runAll();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void nothingIsLeftBehind_howeverManyAddAndEnd() throws InterruptedException {
    int adders = 4;
    int each = 20_000;
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch added = new CountDownLatch(adders);
    ExecutorService crowd = Executors.newFixedThreadPool(adders);
    ThreadPoolExecutor real =
        new ThreadPoolExecutor(4, 4, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1_000));
    try {
      SenderPool busy = new SenderPool(real, 2, System::nanoTime);
      for (int i = 0; i < adders; i++) {
        crowd.execute(
            () -> {
              for (int j = 0; j < each; j++) {
                busy.execute(sent::incrementAndGet);
              }
              added.countDown();
            });
      }
      assertThat(added.await(30, TimeUnit.SECONDS)).isTrue();
      await().until(() -> sent.get() == adders * each);
    } finally {
      crowd.shutdownNow();
      real.shutdownNow();
    }
  }

  private void send(int number) {
    pool.execute(() -> done.add(number));
  }
}
