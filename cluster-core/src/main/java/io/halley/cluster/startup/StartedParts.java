/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a module has started so far, so that all of it is stopped again: with the module, or as soon
 * as a later part cannot start. For one thread at a time.
 */
public final class StartedParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /**
   * Notes a part that has started.
   *
   * @param part stops it, in bounded time
   * @return the part
   */
  public <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Stops the parts, the last one first; a part that fails does not keep the others up. Does
   * nothing the second time.
   *
   * @throws IllegalStateException if parts failed, with each failure as a suppressed one
   */
  @Override
  public void close() {
    IllegalStateException failed = new IllegalStateException("not every part stopped cleanly");
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed.addSuppressed(e);
      } catch (Exception | LinkageError e) {
        // a class that cannot be loaded any more is no reason to leave threads behind
        failed.addSuppressed(e);
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }
}
