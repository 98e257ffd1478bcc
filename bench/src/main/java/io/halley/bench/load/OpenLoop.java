/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.halley.bench.failure.BenchException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * So many requests a second, whether the server keeps up or not: each has its time, and its latency
 * begins there, however late it was sent. For one run.
 */
public final class OpenLoop {
  private static final long LAST_ANSWERS_SECONDS = 60;

  private final HttpPool pool;
  private final LongFunction<byte[]> requests;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final AtomicLong outstanding = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long start;
  private long interval;
  private long due;
  private long total;

  /**
   * @param requests asked for each request, on the event loop, with the moment of {@link
   *     System#nanoTime} at which it is intended
   */
  public OpenLoop(HttpPool pool, LongFunction<byte[]> requests) {
    this.pool = pool;
    this.requests = requests;
  }

  /**
   * Sends for a time, and returns when all is answered.
   *
   * @param perSecond how many requests
   * @throws BenchException if a push is refused or not answered
   */
  public Rate run(int perSecond, Duration time) throws BenchException, InterruptedException {
    interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    total = time.toNanos() / interval;
    start = System.nanoTime();
    outstanding.set(total);
    pool.loop().execute(this::sendDue);
    try {
      ended.get(time.toMillis() + LAST_ANSWERS_SECONDS * 1_000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(
          "The node left pushes unanswered " + LAST_ANSWERS_SECONDS + " seconds after the last.");
    } catch (ExecutionException e) {
      throw Refusals.of(e);
    }
    return new Rate(total, total * 1e9 / (System.nanoTime() - start), latencies.take());
  }

  private void sendDue() {
    while (due < total && !ended.isDone()) {
      long intended = start + due * interval;
      long wait = intended - System.nanoTime();
      if (wait > 0) {
        var unused = pool.loop().schedule(this::sendDue, wait, TimeUnit.NANOSECONDS);
        return;
      }
      due++;
      pool.send(requests.apply(intended))
          .whenComplete((answer, failure) -> answered(intended, answer, failure));
    }
  }

  private void answered(long intended, Answer answer, Throwable failure) {
    if (failure != null || !answer.isAccepted()) {
      ended.completeExceptionally(Refusals.of(answer, failure));
      return;
    }
    latencies.since(intended);
    if (outstanding.decrementAndGet() == 0) {
      ended.complete(null);
    }
  }
}
