/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import java.util.concurrent.CompletionException;

/** Why stages failed. */
public final class StageFailures {
  private StageFailures() {}

  /** What a stage failed with: one that comes of another wraps that one's failure. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
