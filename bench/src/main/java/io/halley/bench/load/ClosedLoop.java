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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * As much as the server takes: each client sends its next request when it has the answer to the one
 * before. For one run.
 */
public final class ClosedLoop {
  private static final long LAST_ANSWERS_SECONDS = 30;

  private final HttpPool pool;
  private final Supplier<byte[]> requests;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;

  /**
   * @param requests asked for each request, on the event loop
   */
  public ClosedLoop(HttpPool pool, Supplier<byte[]> requests) {
    this.pool = pool;
    this.requests = requests;
  }

  /**
   * Loads for a time, and returns when all is answered.
   *
   * @throws BenchException if a push is refused or not answered
   */
  public Rate run(Duration time) throws BenchException, InterruptedException {
    running.set(pool.clients());
    for (int i = 0; i < pool.clients(); i++) {
      pool.loop().execute(this::next);
    }
    long start = System.nanoTime();
    rest(time);
    double seconds = (System.nanoTime() - start) / 1e9;
    long count = answered.get();
    double perSecond = count / seconds;
    Latency latency = latencies.corrected((long) (1e6 * pool.clients() / Math.max(1, perSecond)));
    stopping = true;
    awaitEnd(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
    return new Rate(count, perSecond, latency);
  }

  private void next() {
    long sent = System.nanoTime();
    pool.send(requests.get()).whenComplete((answer, failure) -> answered(sent, answer, failure));
  }

  private void answered(long sent, Answer answer, Throwable failure) {
    if (failure != null || !answer.isAccepted()) {
      stopping = true;
      ended.completeExceptionally(Refusals.of(answer, failure));
    } else {
      latencies.since(sent);
      answered.incrementAndGet();
    }
    if (!stopping) {
      // not at once: answers that are there already must not pile up on the stack
      pool.loop().execute(this::next);
    } else if (running.decrementAndGet() == 0) {
      ended.complete(null);
    }
  }

  /** Lets time pass, unless a push fails. */
  private void rest(Duration time) throws BenchException, InterruptedException {
    try {
      ended.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // so it goes on
    } catch (ExecutionException e) {
      throw Refusals.of(e);
    }
  }

  private void awaitEnd(long time, TimeUnit unit) throws BenchException, InterruptedException {
    try {
      ended.get(time, unit);
    } catch (TimeoutException e) {
      throw new BenchException("The node leaves pushes unanswered for " + time + " seconds.");
    } catch (ExecutionException e) {
      throw Refusals.of(e);
    }
  }
}
