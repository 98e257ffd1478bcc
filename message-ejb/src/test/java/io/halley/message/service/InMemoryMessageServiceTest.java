/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;

/** The fake that other modules' tests rely on keeps the contract too. */
class InMemoryMessageServiceTest extends MessageServiceContract {
  @Override
  protected MessageService service(MutableClock clock) {
    return new InMemoryMessageService(clock, CAP, TOKEN_LIFE);
  }
}
