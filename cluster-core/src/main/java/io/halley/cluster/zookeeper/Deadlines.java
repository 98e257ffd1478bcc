/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.time.Duration;

/**
 * How long ZooKeeper may take.
 *
 * @param open until ZooKeeper is reached for the first time
 * @param register until a registration is there
 * @param drain until the view is without a node that says that it leaves
 * @param leave until a registration is gone
 * @param beat time between two looks at what is watched
 */
record Deadlines(Duration open, Duration register, Duration drain, Duration leave, Duration beat) {
  static final Deadlines USUAL =
      new Deadlines(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));
}
