/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param open until ZooKeeper is reached for the first time
 * @param register until a registration is there
 * @param drain until the view is without a node that says that it leaves
 * @param leave until a registration is gone
 * @param lock until the migrate lock is had
 * @param tell until the nodes have answered that they know a new view
 * @param beat time between two rounds of questions, and of looks at what is watched
 * @param health until a question that is still open counts as a failure
 */
record Deadlines(
    Duration open,
    Duration register,
    Duration drain,
    Duration leave,
    Duration lock,
    Duration tell,
    Duration beat,
    Duration health) {
  static final Deadlines USUAL =
      new Deadlines(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));
}
