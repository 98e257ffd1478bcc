/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.ForwardingMessageService;

/** A message service whose calls throw when a test says so, which none should do. */
final class FailingMessages extends ForwardingMessageService {
  private volatile boolean throwing;

  FailingMessages(MessageService messages) {
    super(messages);
  }

  void throwing(boolean now) {
    throwing = now;
  }

  @Override
  protected MessageService messages() {
    if (throwing) {
      throw new IllegalStateException("a test's wish");
    }
    return super.messages();
  }
}
