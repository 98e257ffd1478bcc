/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.time.MutableClock;
import java.util.List;

/** Message services over one store, as those who share its logs see them. */
interface ManyNodes {
  /** The service under test. */
  MessageService service();

  /** The clock that it goes by. */
  MutableClock clock();

  /** Services over the store of the service under test, which is one of them. */
  default List<MessageService> nodes() {
    return List.of(service());
  }
}
