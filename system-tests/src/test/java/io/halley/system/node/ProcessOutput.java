/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that a process says, as it says it: kept here and in a file. A thread of its own reads
 * it and ends with the process.
 */
final class ProcessOutput {
  private static final int TAIL = 60;

  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;

  ProcessOutput(Process process, Path file) {
    reader = new Thread(() -> read(process, file), "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Completes with the line that says that the node is ready; exceptionally at the output's end.
   */
  CompletableFuture<String> ready() {
    return ready;
  }

  /** Waits for the output's end, which is the process's. */
  void awaitEnd() throws InterruptedException {
    reader.join();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  String tail() {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
  }

  private void read(Process process, Path file) {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var out = Files.newBufferedWriter(file)) {
      String line;
      while ((line = in.readLine()) != null) {
        synchronized (this) {
          lines.add(line);
        }
        out.write(line);
        out.newLine();
        out.flush();
        if (line.startsWith("ready:")) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IllegalStateException("it ended before it was ready"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
