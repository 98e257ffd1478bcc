/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.time.MutableClock;
import java.util.List;

/** Message services over one store, as those who share their keys see them. */
interface ManyNodes {
  /** The service under test. */
  MessageService service();

  /** The clock that it goes by. */
  MutableClock clock();

  /** Services over the store of the service under test, which is one of them. */
  default List<MessageService> nodes() {
    return List.of(service());
  }

  /**
   * Those of the nodes that never miss what another one of them saves for a key at the same moment.
   * A store that finds conflicts and saves in one step makes all nodes such.
   */
  default List<MessageService> exactNodes() {
    return List.of(service());
  }
}
