/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.message.store.BatchConflictContract;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.testkit.message.ConflictContract;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on Redis")
class RedisMessageServiceTest extends MessageServiceContract
    implements ConflictContract, BatchConflictContract {
  private static RedisProcess redis;

  private final List<MessageStore> stores = new ArrayList<>();
  private final List<MessageService> nodes = new ArrayList<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
  }

  @Override
  protected MessageService service(MutableClock clock) {
    for (int i = 0; i < 2; i++) {
      MessageStore store =
          new RedisMessageStore(redis.address(), 8, new Retention(clock, CAP, TOKEN_LIFE));
      store.open();
      stores.add(store);
      RunningService running = new RunningService(store, clock);
      afterTest(running::stop);
      nodes.add(running.service());
    }
    return nodes.get(0);
  }

  @Override
  public List<MessageService> nodes() {
    return nodes;
  }

  @Override
  public List<MessageService> exactNodes() {
    return nodes;
  }

  @Override
  public MessageStore store() {
    return stores.get(0);
  }

  @AfterAll
  static void close() throws IOException {
    redis.close();
  }
}
