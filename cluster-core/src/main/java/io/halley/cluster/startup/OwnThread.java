/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs work on a thread that ends with it: what libraries leave in a thread's locals would, on one
 * of the container's threads, keep a deployment's classes in memory after it is gone.
 */
public final class OwnThread {
  private OwnThread() {}

  /**
   * Runs the work and waits for its end.
   *
   * @return what it returned
   * @throws RuntimeException what it threw; what is checked comes as the cause of an {@link
   *     IllegalStateException} with its message
   */
  public static <T> T call(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    // threads that libraries start here must not hold on to the deployment's class loader
    thread.setContextClassLoader(OwnThread.class.getClassLoader());
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted", e);
    }
  }

  /** Runs the work and waits for its end; throws as {@link #call} does. */
  public static void run(String name, Work work) {
    call(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  /** Work without a result. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }
}
