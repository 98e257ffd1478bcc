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
 * @param namedShare the share of pushes that have a name: one of those whose outcome is unknown is
 *     sent again under its name until it is known, and some that were answered are sent again too
 */
public record LoadPlan(
    int perSecond,
    double batchShare,
    int batchKeys,
    int mostOutstanding,
    Duration patience,
    double namedShare) {

  /** One request in five is a batch of five; every second push has a name. */
  public static LoadPlan of(int perSecond) {
    return new LoadPlan(perSecond, 0.2, 5, 256, Duration.ofSeconds(15), 0.5);
  }

  double keysPerRequest() {
    return 1 + batchShare * (batchKeys - 1);
  }
}
