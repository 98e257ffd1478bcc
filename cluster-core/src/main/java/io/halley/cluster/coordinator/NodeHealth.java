/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import java.util.concurrent.CompletionStage;

/** Asks a comet node how it is. Safe for any thread. */
@FunctionalInterface
public interface NodeHealth {
  /**
   * Whether the service at the address answers that it is serving.
   *
   * @param rpcAddress {@code host:port}
   * @return completes within a deadline of its own, on any thread; what fails counts as no
   */
  CompletionStage<Boolean> isServing(String rpcAddress);
}
