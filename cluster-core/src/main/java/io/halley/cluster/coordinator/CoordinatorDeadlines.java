/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import java.time.Duration;

/**
 * How long the coordinator's work may take.
 *
 * @param lock until the migrate lock is had
 * @param tell until the nodes have answered that they know a new view
 * @param beat time between two rounds of questions
 * @param health until a question that is still open counts as a failure
 */
record CoordinatorDeadlines(Duration lock, Duration tell, Duration beat, Duration health) {
  static final CoordinatorDeadlines USUAL =
      new CoordinatorDeadlines(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));
}
