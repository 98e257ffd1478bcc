/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks how something does, and never again before it has answered. That it does well is taken for
 * true for a second; what does not is asked again at once, or it would be late to say that it does.
 * An answer is waited for by one thread at a time, for two seconds; others get the last answer
 * meanwhile, and wait alike only for the first one. So a part that hangs costs its monitors one
 * thread. Safe for any thread.
 */
final class Question {
  static final Duration FRESH = Duration.ofSeconds(1);
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Asked(long begin, CompletableFuture<Verdict> answer) {
    /** Whether it is to be asked again. */
    boolean isOver(long now) {
      return answer.isDone() && (!answer.join().isUp() || now - begin >= FRESH.toNanos());
    }
  }

  private final String name;
  private final Supplier<? extends CompletionStage<Verdict>> ask;
  private final LongSupplier nanos;
  private final Semaphore waiting = new Semaphore(1);

  /** Null until there was an answer. */
  private volatile @Nullable Verdict last;

  /** Guarded by this. */
  private @Nullable Asked current;

  /**
   * @param name what the answer is about
   * @param ask must not block
   */
  Question(String name, Supplier<? extends CompletionStage<Verdict>> ask, LongSupplier nanos) {
    this.name = name;
    this.ask = ask;
    this.nanos = nanos;
  }

  /** Asks, if the last answer no longer counts; waits for nothing. */
  void begin() {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    synchronized (this) {
      long now = nanos.getAsLong();
      if (current != null && !current.isOver(now)) {
        return;
      }
      current = new Asked(now, answer);
    }
    asked().whenComplete((verdict, failure) -> answer.complete(judge(verdict, failure)));
  }

  /**
   * The answer to what was {@linkplain #begin begun}.
   *
   * @return down, if there is none within {@link #PATIENCE} from the asking
   */
  Verdict answer() {
    Asked asked = current();
    long left = asked.begin + PATIENCE.toNanos() - nanos.getAsLong();
    if (asked.answer.isDone() || left <= 0) {
      return remember(asked.answer.getNow(late()));
    }
    Verdict before = last;
    boolean waits = waiting.tryAcquire();
    if (!waits && before != null) {
      return before;
    }
    try {
      return remember(asked.answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return remember(late());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a judgement fails never", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late();
    } finally {
      if (waits) {
        waiting.release();
      }
    }
  }

  private Verdict remember(Verdict verdict) {
    last = verdict;
    return verdict;
  }

  private synchronized Asked current() {
    if (current == null) {
      throw new IllegalStateException("it was not begun");
    }
    return current;
  }

  private CompletionStage<Verdict> asked() {
    try {
      return ask.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Verdict judge(@Nullable Verdict verdict, @Nullable Throwable failure) {
    if (verdict != null) {
      return verdict;
    }
    return Verdict.down(
        name, failure == null ? "says nothing" : String.valueOf(failure.getMessage()));
  }

  private Verdict late() {
    return Verdict.down(name, "does not answer within " + PATIENCE.toSeconds() + " s");
  }
}
