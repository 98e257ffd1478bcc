/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.rpc.MessageService;
import io.halley.message.service.RunningService;
import io.halley.message.store.Retention;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on Redis")
class RedisMessageServiceTest extends MessageServiceContract {
  private static RedisProcess redis;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
  }

  @Override
  protected MessageService service(MutableClock clock) {
    RunningService running =
        new RunningService(
            new RedisMessageStore(redis.uri(), 8, new Retention(clock, CAP, TOKEN_LIFE)));
    afterTest(running::stop);
    return running.service();
  }

  @AfterAll
  static void close() throws IOException {
    redis.close();
  }
}
