/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A comet service that this process serves, for pushes from the same process: they need nothing of
 * gRPC, not even in process. Safe for any thread.
 */
final class ServedHere {
  private static final Logger LOG = System.getLogger(ServedHere.class.getName());

  /** As gRPC's own names: of the whole process, or of as much of it as shares these classes. */
  private static final Map<String, ServedHere> SERVED = new ConcurrentHashMap<>();

  private static final int ALL = Integer.MAX_VALUE;

  private final CometService service;

  /** One is out for each call under way. */
  private final Semaphore calls = new Semaphore(ALL);

  private ServedHere(CometService service) {
    this.service = service;
  }

  /**
   * Begins to serve under a name that nobody else has.
   *
   * @param service whose pushes end by themselves within the RPC deadline
   */
  static ServedHere begin(String name, CometService service) {
    ServedHere served = new ServedHere(service);
    SERVED.put(name, served);
    return served;
  }

  /** Pushes to the service of that name; empty where there is none, or none any more. */
  static Optional<CompletionStage<PushResult>> push(String name, Push push, Collection<Key> keys) {
    @Nullable ServedHere served = SERVED.get(name);
    return served == null ? Optional.empty() : served.push(push, keys);
  }

  private Optional<CompletionStage<PushResult>> push(Push push, Collection<Key> keys) {
    if (!calls.tryAcquire()) {
      return Optional.empty();
    }
    CompletionStage<PushResult> pushed;
    try {
      pushed = service.push(push, keys);
    } catch (RuntimeException e) {
      calls.release();
      throw e;
    }
    return Optional.of(pushed.whenComplete((result, failure) -> calls.release()));
  }

  /** Takes no more calls, and waits for those under way, no longer than this. */
  void end(String name, Duration within) {
    SERVED.remove(name, this);
    try {
      if (!calls.tryAcquire(ALL, within.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.DEBUG, "pushes were under way until the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
