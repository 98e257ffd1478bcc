/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.load;

import java.time.Duration;

/**
 * How a back end pushes.
 *
 * @param perSecond messages a second, those in batches counted one by one
 * @param batchShare the share of requests that push to several keys
 * @param batchKeys keys of such a request
 * @param mostOutstanding requests that may wait for their answers; beyond that the rate falls
 * @param patience how long an answer is waited for
 * @param repeatsUnknown whether a push of unknown outcome is repeated with the same idempotency key
 *     until its outcome is known
 */
public record LoadPlan(
    int perSecond,
    double batchShare,
    int batchKeys,
    int mostOutstanding,
    Duration patience,
    boolean repeatsUnknown) {

  /** One request in five is a batch of five; nothing is repeated. */
  public static LoadPlan of(int perSecond) {
    return new LoadPlan(perSecond, 0.2, 5, 256, Duration.ofSeconds(15), false);
  }

  /** The same, with pushes of unknown outcome repeated. */
  public LoadPlan repeatingUnknown() {
    return new LoadPlan(perSecond, batchShare, batchKeys, mostOutstanding, patience, true);
  }

  double keysPerRequest() {
    return 1 + batchShare * (batchKeys - 1);
  }
}
