/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A service that this process serves, to all modules of it. Safe for any thread. */
final class LocalService {
  /**
   * What is served under which name.
   *
   * @param kind the service's interface, all of whose methods return stages
   */
  record Name(String node, Class<?> kind) {}

  private static final Logger LOG = System.getLogger(LocalService.class.getName());

  /** Of the whole process, or of as much of it as shares these classes. */
  private static final Map<Name, LocalService> SERVED = new ConcurrentHashMap<>();

  private static final int ALL = Integer.MAX_VALUE;

  private final Name name;
  private final Object service;

  /** One is out for each call under way. */
  private final Semaphore calls = new Semaphore(ALL);

  private LocalService(Name name, Object service) {
    this.name = name;
    this.service = service;
  }

  /**
   * Begins to serve.
   *
   * @throws IllegalStateException if somebody else serves under the name
   */
  static LocalService begin(Name name, Object service) {
    LocalService begun = new LocalService(name, service);
    if (SERVED.putIfAbsent(name, begun) != null) {
      throw new IllegalStateException(
          "a "
              + name.kind().getSimpleName()
              + " of "
              + name.node()
              + " is in this process already");
    }
    return begun;
  }

  /** Who serves under the name now. */
  static Optional<LocalService> of(Name name) {
    return Optional.ofNullable(SERVED.get(name));
  }

  /**
   * Calls the service on this thread. The call is under way until what is done with its end is
   * done.
   *
   * @param done is given the result or the failure, once; what the service throws is a failure
   * @return whether it was called: false if it has ended
   */
  boolean call(
      Method method,
      @Nullable Object @Nullable [] arguments,
      BiConsumer<@Nullable Object, @Nullable Throwable> done) {
    if (!calls.tryAcquire()) {
      return false;
    }
    CompletionStage<?> unused =
        invoke(method, arguments)
            .whenComplete(
                (result, failure) -> {
                  try {
                    done.accept(result, failure);
                  } finally {
                    calls.release();
                  }
                });
    return true;
  }

  private CompletionStage<?> invoke(Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return (CompletionStage<?>) method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      return CompletableFuture.failedStage(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Takes no more calls, and waits for those under way, no longer than this. */
  void end(Duration within) {
    if (!SERVED.remove(name, this)) {
      return;
    }
    try {
      if (!calls.tryAcquire(ALL, within.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.DEBUG, "calls were under way until the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
