/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service that this process serves, for calls from the same process that need nothing of gRPC,
 * not even in process. Safe for any thread.
 */
final class ServedHere<S> {
  private static final Logger LOG = System.getLogger(ServedHere.class.getName());

  /** As gRPC's own names: of the whole process, or of as much of it as shares these classes. */
  private static final Map<String, ServedHere<?>> SERVED = new ConcurrentHashMap<>();

  private static final int ALL = Integer.MAX_VALUE;

  private final S service;

  /** One is out for each call under way. */
  private final Semaphore calls = new Semaphore(ALL);

  private ServedHere(S service) {
    this.service = service;
  }

  /**
   * Begins to serve under a name that nobody else has.
   *
   * @param service whose calls end by themselves
   */
  static <S> ServedHere<S> begin(String name, S service) {
    ServedHere<S> served = new ServedHere<>(service);
    SERVED.put(name, served);
    return served;
  }

  /** Calls the service of that name; empty where there is none, or none any more. */
  static <S, T> Optional<CompletionStage<T>> call(
      String name, Class<S> kind, Function<S, CompletionStage<T>> call) {
    @Nullable ServedHere<?> served = SERVED.get(name);
    return served == null ? Optional.empty() : served.call(kind.cast(served.service), call);
  }

  private <K, T> Optional<CompletionStage<T>> call(K callee, Function<K, CompletionStage<T>> call) {
    if (!calls.tryAcquire()) {
      return Optional.empty();
    }
    CompletionStage<T> called;
    try {
      called = call.apply(callee);
    } catch (RuntimeException e) {
      calls.release();
      throw e;
    }
    return Optional.of(called.whenComplete((result, failure) -> calls.release()));
  }

  /** Takes no more calls, and waits for those under way, no longer than this. */
  void end(String name, Duration within) {
    SERVED.remove(name, this);
    try {
      if (!calls.tryAcquire(ALL, within.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.DEBUG, "calls were under way until the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
