/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Answer;
import io.halley.bench.load.HttpPool;
import io.halley.bench.load.LatencyRecorder;
import io.halley.bench.load.PushRequests;
import io.halley.bench.load.Stamp;
import io.halley.bench.load.SubscriberLoad;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls to many keys, one after the other, each when all of the one before have their message. */
final class FanOutRounds {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpPool pool;
  private final PushRequests requests;
  private final SubscriberLoad crowd;
  private final int expireSeconds;
  private final LatencyRecorder calls = new LatencyRecorder();

  /**
   * @param crowd one subscriber for each key
   */
  FanOutRounds(HttpPool pool, PushRequests requests, SubscriberLoad crowd, int expireSeconds) {
    this.pool = pool;
    this.requests = requests;
    this.crowd = crowd;
    this.expireSeconds = expireSeconds;
  }

  /** From the call to its answer. */
  LatencyRecorder calls() {
    return calls;
  }

  /** Plays so many, and keeps their times only. */
  void play(List<String> keys, int rounds) throws BenchException, InterruptedException {
    crowd.latencies().reset();
    calls.reset();
    for (int i = 0; i < rounds; i++) {
      play(keys);
    }
  }

  /** Plays for a time, and keeps nothing of it for whoever plays some afterwards. */
  void playFor(List<String> keys, Duration time) throws BenchException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      play(keys);
    }
  }

  private void play(List<String> keys) throws BenchException, InterruptedException {
    long before = crowd.messages();
    long start = System.nanoTime();
    var answer =
        pool.send(requests.many(String.join(",", keys), expireSeconds, Stamp.message(start)));
    var timed =
        answer.thenApply(
            given -> {
              calls.since(start);
              return given;
            });
    crowd.awaitMessages(before + keys.size());
    requireAccepted(timed);
  }

  private static void requireAccepted(CompletableFuture<Answer> answer)
      throws BenchException, InterruptedException {
    try {
      Answer given = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!given.isAccepted()) {
        throw new BenchException("A push to many keys was answered with " + given.summary() + ".");
      }
    } catch (ExecutionException e) {
      throw new BenchException("A push to many keys was not answered (" + e.getMessage() + ").");
    } catch (TimeoutException e) {
      throw new BenchException(
          "A push to many keys was not answered for " + PATIENCE_SECONDS + " seconds.");
    }
  }
}
