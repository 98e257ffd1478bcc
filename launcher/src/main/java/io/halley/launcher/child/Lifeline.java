/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this process when the one that started it is gone, however that came about: the other end of
 * a pipe, which is this process's standard input, closes with it.
 */
public final class Lifeline {
  /** Time to end in good order, as after SIGTERM. */
  private static final long STOP_WITHIN_SECONDS = 20;

  private static final int ENDED_BY_SIGTERM = 143;

  private Lifeline() {}

  /**
   * Watches from now on, in a thread of its own.
   *
   * @param input nobody else may read it; what comes is dropped
   */
  public static void hold(InputStream input) {
    start("halley-lifeline", () -> awaitEnd(input));
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // nothing is said here
      }
    } catch (IOException e) {
      // the pipe broke: it has ended as well
    }
    // what hangs in its own end must not outlive its parent
    start("halley-lifeline-end", Lifeline::endForcibly);
    System.exit(ENDED_BY_SIGTERM);
  }

  private static void endForcibly() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_WITHIN_SECONDS);
    while (deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(deadline - System.nanoTime());
    }
    Runtime.getRuntime().halt(ENDED_BY_SIGTERM);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
