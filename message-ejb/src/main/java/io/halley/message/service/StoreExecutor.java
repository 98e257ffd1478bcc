/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.message.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Some threads that wait for the store on behalf of callers that must not, and a bounded queue
 * before them.
 */
public final class StoreExecutor {
  private final ThreadPoolExecutor threads;

  /**
   * @param limit calls that run at a time
   * @param queueLimit calls that wait at the most
   * @param factory makes the threads, which must be allowed to call the store
   */
  public StoreExecutor(int limit, int queueLimit, ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            limit, limit, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(queueLimit), factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Returns at once; the stage ends on one of the threads, with {@link ServiceUnavailableException}
   * where the store failed or too many calls wait already.
   */
  <T> CompletionStage<T> call(Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(new Call<>(work, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(
          new ServiceUnavailableException("too many calls wait for the store", e));
    }
    return answer;
  }

  /**
   * Refuses new calls, waits for those under way, and fails what has not begun by the deadline. A
   * thread is never interrupted: an embedded database closes its file when its caller is.
   *
   * @return whether every thread has ended, so that the store may be closed
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    threads.shutdown();
    boolean ended = threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
    List<Runnable> late = new ArrayList<>();
    threads.getQueue().drainTo(late);
    late.forEach(call -> ((Call<?>) call).fail());
    return ended;
  }

  private record Call<T>(Supplier<T> work, CompletableFuture<T> answer) implements Runnable {
    @Override
    public void run() {
      T result;
      try {
        result = work.get();
      } catch (StoreException e) {
        answer.completeExceptionally(
            new ServiceUnavailableException(String.valueOf(e.getMessage()), e));
        return;
      } catch (RuntimeException | Error e) {
        // a fault of ours: whoever waits must not wait for ever
        answer.completeExceptionally(e);
        return;
      }
      answer.complete(result);
    }

    void fail() {
      answer.completeExceptionally(
          new ServiceUnavailableException(
              "the message node stops", new RejectedExecutionException("not begun in time")));
    }
  }
}
