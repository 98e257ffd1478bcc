/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.TwoNodesContract;

/** What two message nodes on one Redis do, of whatever kind. */
abstract class RedisServiceContract extends TwoNodesContract {
  private static final int CONNECTIONS = 8;

  /** Where the nodes find it. */
  abstract RedisAddress address();

  @Override
  protected final MessageStore open(Retention retention) {
    MessageStore store = new RedisMessageStore(address(), CONNECTIONS, retention);
    store.open();
    return store;
  }
}
