/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** The Redis server that comes as a Maven artifact. */
public final class RedisProgram {
  private static final String BUSY = "error=26"; // ETXTBSY
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long TRY_MILLIS = 5;

  private RedisProgram() {}

  /**
   * Writes it into a folder, and returns when it can be run. A process that another thread is just
   * starting holds for a moment what was open here, and while that is a program that was being
   * written, nobody can run it.
   *
   * @throws IOException if it cannot be written, or does not run
   */
  public static Path writtenTo(Path folder) throws IOException {
    File program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
    awaitRunnable(program);
    return program.toPath();
  }

  static void awaitRunnable(File program) throws IOException {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!isRunnable(program)) {
      if (System.nanoTime() > end) {
        throw new IOException(program + " is still open for writing somewhere");
      }
      pause();
    }
  }

  private static boolean isRunnable(File program) throws IOException {
    try {
      Process version =
          new ProcessBuilder(program.getAbsolutePath(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      version.onExit().join();
      return true;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains(BUSY)) {
        return false;
      }
      throw e;
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
