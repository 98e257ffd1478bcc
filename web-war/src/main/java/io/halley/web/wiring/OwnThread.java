/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs work on a thread that ends with it: what libraries leave in a thread's locals would, on one
 * of the container's threads, keep this deployment's classes in memory after it is gone.
 */
final class OwnThread {
  private OwnThread() {}

  /** Runs the work and waits for its end. */
  static <T> T call(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    // threads that libraries start here must not hold on to this deployment's class loader
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted", e);
    }
  }
}
