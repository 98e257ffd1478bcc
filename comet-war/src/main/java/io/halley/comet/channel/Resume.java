/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where a connection that resumes goes on.
 *
 * @param mids gives a mid above all that were given before
 * @param stored asks for what is stored after the client's last mid
 */
record Resume(LongSupplier mids, Supplier<CompletionStage<Backlog>> stored) {
  long nextMid() {
    return mids.getAsLong();
  }

  /** Asks the store; whatever goes wrong, goes wrong in the stage. */
  CompletionStage<Backlog> backlog() {
    try {
      return stored.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
