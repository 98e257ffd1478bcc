/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one has started. A thread of its own reads what it prints, and ends with it.
 * This process's end, however it comes, closes the child's standard input.
 */
final class ChildProcess {
  private static final int LAST_WORDS = 20;
  private static final long GONE_WITHIN_SECONDS = 5;

  private final Program program;
  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Deque<String> lastWords = new ArrayDeque<>();

  private ChildProcess(Program program, Process process) {
    this.program = program;
    this.process = process;
  }

  static ChildProcess start(Program program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.deafCommand()).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    Writer copy =
        Files.newBufferedWriter(
            program.output(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ChildProcess child;
    try {
      child = new ChildProcess(program, builder.start());
    } catch (IOException e) {
      copy.close();
      throw e;
    }
    Thread reader = new Thread(() -> child.read(copy), "output of " + program.name());
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  Program program() {
    return program;
  }

  /**
   * Completes with what follows {@code ready:}, or, where the output ends before, exceptionally
   * with a {@link FleetException} that holds the last of it.
   */
  CompletableFuture<String> ready() {
    return ready;
  }

  /** Completes with the exit code. */
  CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it to end in good order; what it says meanwhile is still read. */
  void stop() {
    // the process's own destroy closes the pipes as well
    process.toHandle().destroy();
  }

  /**
   * Ends it if it has not ended by itself within so many nanoseconds, and returns when it is gone.
   */
  void endWithin(long nanos) throws InterruptedException {
    if (!process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
      kill();
      // the system has no reason to refuse, and takes a moment
      process.waitFor(GONE_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Ends it at once. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  private void read(Writer copy) {
    try (copy;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        copy.write(line + System.lineSeparator());
        copy.flush();
        if (line.startsWith(Program.READY)) {
          ready.complete(line.substring(Program.READY.length()).strip());
        } else if (!ready.isDone()) {
          remember(line);
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        ready.completeExceptionally(e);
        throw new UncheckedIOException(e);
      }
      // its pipe was closed with it
    }
    ready.completeExceptionally(
        new FleetException(
            program.name()
                + " did not start"
                + (lastWords.isEmpty() ? "" : ": " + String.join(System.lineSeparator(), lastWords))
                + (lastWords.isEmpty() ? "; see " + program.output() + "." : "")));
  }

  private void remember(String line) {
    lastWords.addLast(line);
    if (lastWords.size() > LAST_WORDS) {
      lastWords.removeFirst();
    }
  }
}
