/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The collections of a node's JVM while it is measured; for one thread. */
public final class GcWatch implements AutoCloseable {
  private final Optional<ServerProcess> server;
  private final Optional<GcLog> log;

  private GcWatch(Optional<ServerProcess> server, Optional<GcLog> log) {
    this.server = server;
    this.log = log;
  }

  /**
   * Has the JVM log its collections, if the process is one and may be looked at.
   *
   * @param folder where the log is kept
   */
  public static GcWatch of(Optional<ServerProcess> server, Path folder)
      throws IOException, InterruptedException {
    Optional<Jvm> jvm = server.flatMap(ServerProcess::jvm);
    if (jvm.isEmpty()) {
      return new GcWatch(server, Optional.empty());
    }
    Path file = folder.resolve("gc-" + server.get().pid() + ".log");
    return new GcWatch(server, Optional.of(jvm.get().logCollections(file)));
  }

  /** The pauses since this was asked last. */
  public Optional<GcPauses> pauses() throws IOException {
    return log.isPresent() ? Optional.of(log.get().pausesSince()) : Optional.empty();
  }

  /** Has the JVM log no more, if it is still there. */
  @Override
  public void close() throws IOException {
    if (log.isEmpty() || ProcessHandle.of(server.orElseThrow().pid()).isEmpty()) {
      return;
    }
    try {
      server.orElseThrow().jvm().orElseThrow().logNoMore(log.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the JVM still logs to " + log.get().file());
    }
  }
}
