/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
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

  CompletionStage<Backlog> backlog() {
    return stored.get();
  }
}
