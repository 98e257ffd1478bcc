/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.List;

/** What two message nodes on the same real store do. */
public abstract class TwoNodesContract extends MessageServiceContract {
  private final List<MessageService> nodes = new ArrayList<>();

  /** A node's own way to the store, open; closed after the test. */
  protected abstract MessageStore open(Retention retention);

  @Override
  protected final MessageService service(MutableClock clock) {
    for (int i = 0; i < 2; i++) {
      MessageStore store = open(new Retention(clock, CAP, TOKEN_LIFE));
      RunningService running = new RunningService(store, clock);
      afterTest(running::stop);
      nodes.add(running.service());
    }
    return nodes.get(0);
  }

  @Override
  public final List<MessageService> nodes() {
    return nodes;
  }
}
