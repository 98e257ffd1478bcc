/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a connection that resumes goes on from.
 *
 * @param lastMid the last mid that the client has
 * @param stored asks for what is stored after the client's last mid
 */
record Resume(long lastMid, Supplier<CompletionStage<Backlog>> stored) {
  /** Asks the store; whatever goes wrong, goes wrong in the stage. */
  CompletionStage<Backlog> backlog() {
    try {
      return stored.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
