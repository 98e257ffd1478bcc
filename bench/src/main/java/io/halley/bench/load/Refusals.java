/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.halley.bench.failure.BenchException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** How a push that was not accepted is told. */
final class Refusals {
  private Refusals() {}

  static BenchException of(@Nullable Answer answer, @Nullable Throwable failure) {
    return answer == null
        ? new BenchException(
            "A push was not answered ("
                + (failure == null ? "" : failure.getMessage())
                + "); the node has ended, or closes connections.")
        : new BenchException("A push was answered with " + answer.summary() + ".");
  }

  static BenchException of(ExecutionException failure) {
    return failure.getCause() instanceof BenchException told
        ? told
        : new BenchException("The load ended by a mistake of its own: " + failure.getCause() + ".");
  }
}
