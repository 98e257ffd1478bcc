/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Runs something on a thread that lives no longer than it. gRPC and the database clients leave
 * values in thread locals; on a thread of the server's they would keep the module's classes for
 * ever.
 */
final class OwnThread {
  private OwnThread() {}

  /** Waits for the work and returns or throws what it did. */
  static <T> T call(String name, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(name + " failed", e.getCause());
    }
  }

  /** Waits for the work. */
  static void run(String name, Runnable work) {
    call(
        name,
        () -> {
          work.run();
          return true;
        });
  }
}
