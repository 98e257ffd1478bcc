/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads of the container that outlive the application. Before Java 24 a thread inherits the
 * protection domains, and with them the class loaders, of all code that is being called when it
 * begins.
 */
final class ContainerThreads {
  private static final Logger LOG = System.getLogger(ContainerThreads.class.getName());
  private static final long WAIT_SECONDS = 10;

  private ContainerThreads() {}

  /**
   * Has an executor begin its first thread now, in a call that comes from the JVM alone, so that it
   * does not begin under this application's code later. Waits some seconds at the most.
   */
  static void begin(Executor executor) {
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    // the JVM's own thread gives the task to the executor, with none of our calls below it
    CompletableFuture<Void> begun = gate.thenRunAsync(() -> {}, executor);
    gate.completeAsync(() -> true, ForkJoinPool.commonPool());
    try {
      begun.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "a thread of the container may begin under the application's code", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
